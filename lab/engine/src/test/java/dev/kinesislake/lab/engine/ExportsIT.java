package dev.kinesislake.lab.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.app.config.StackConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** Writes what lab/judges looks at to {@code target/exports}: {@code pulumi stack export} of stacks, and policies for deploying them. */
@WithPulumi
class ExportsIT {

    private static final List<String> STACKS = List.of("dev", "prod", "most", "least");

    @AutoClose
    private final Laptop laptop;

    ExportsIT(@TempDir Path folder) throws Exception {
        laptop = Laptop.in(folder);
        var own = laptop.project().resolve("lab/judges/stacks");
        for (var file : List.of("Pulumi.most.yaml", "Pulumi.least.yaml")) {
            Files.copy(own.resolve(file), laptop.project().resolve(file));
        }
    }

    @Test
    @Order(1)
    void everyKeyHasAnotherValueThanItsDefaultInSomeStack() throws Exception {
        var changed = new TreeSet<String>();
        var defaults = config("Pulumi.yaml");
        for (var stack : STACKS) {
            var config = config("Pulumi." + stack + ".yaml");
            for (var key : defaults.keySet()) {
                var value = config.get(StackConfig.PROJECT + ":" + key);
                if (value != null && !defaults.get(key).equals(Map.of("default", value))) {
                    changed.add(key);
                }
            }
        }
        assertThat(changed).isEqualTo(new TreeSet<>(defaults.keySet()));
    }

    @Test
    @Order(2)
    void eachStackComesUpAndIsExported() throws Exception {
        var exports = Files.createDirectories(ProjectCopy.project().resolve("lab/engine/target/exports"));
        for (var name : STACKS) {
            var stack = laptop.stack(name);
            stack.up();
            assertThat(stack.state().goneFrom(laptop.aws())).isEmpty();

            var file = exports.resolve(name + ".json").toString();
            laptop.type("pulumi", "stack", "export", "--stack", name, "--file", file)
                    .ok();
        }
    }

    @Test
    @Order(3)
    void thePoliciesOfDeployingRolesArePrinted() throws Exception {
        var policies = Files.createDirectories(ProjectCopy.project().resolve("lab/engine/target/exports/policies"));
        var state = " --account 000000000000 --state-bucket states"
                + " --state-key arn:aws:kms:eu-central-1:000000000000:key/01234567-89ab-cdef-0123-456789abcdef";
        for (var name : STACKS) {
            print(policies.resolve("deploy-" + name + ".json"), "--stack " + name + state);
        }
        print(policies.resolve("preview.json"), "--preview --stack dev" + state);
    }

    private void print(Path file, String options) throws Exception {
        laptop.type("sh", "-c", "./lake permissions " + options + " > '" + file + "'")
                .ok();
    }

    /** The keys of a file with their values; of the project's, with their default alone. */
    private Map<String, Object> config(String file) throws IOException {
        Map<String, Map<String, Object>> yaml =
                new Yaml().load(Files.readString(laptop.project().resolve(file)));
        var config = new TreeMap<String, Object>();
        yaml.getOrDefault("config", Map.of()).forEach((key, value) -> {
            if (value instanceof Map<?, ?> declared && declared.containsKey("default")) {
                config.put(key, Map.of("default", declared.get("default")));
            } else {
                config.put(key, value);
            }
        });
        return config;
    }
}
