package dev.kinesislake.app.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A stack's configuration as Pulumi's engine would merge it, read from the files alone: the defaults of {@code Pulumi.yaml} below
 * the values of {@code Pulumi.<stack>.yaml}. For running the program where there is no engine. Secrets are not decrypted.
 */
public final class StackFiles implements Lookup {

    private final Map<String, String> values;

    private StackFiles(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads both files.
     *
     * @param project the folder of {@code Pulumi.yaml}
     * @param stack the stack's name, such as {@code local}
     * @throws IOException if one can't be read
     */
    public static StackFiles read(Path project, String stack) throws IOException {
        var values = new LinkedHashMap<>(defaults(project).values);
        config(project.resolve("Pulumi." + stack + ".yaml"))
                .forEach((key, value) -> values.put(full(key), text(value)));
        return new StackFiles(values);
    }

    /** A key's default in {@code Pulumi.yaml}; empty where it has none, where it's blank, or without that file. */
    public static Optional<String> defaultOf(Path project, String key) {
        try {
            return defaults(project).get(key).filter(value -> !value.isBlank());
        } catch (IOException noProject) {
            return Optional.empty();
        }
    }

    /** The defaults alone. */
    static StackFiles defaults(Path project) throws IOException {
        var values = new LinkedHashMap<String, String>();
        config(project.resolve("Pulumi.yaml")).forEach((name, declared) -> {
            if (declared instanceof Map<?, ?> schema && schema.get("default") != null) {
                values.put(full(name), text(schema.get("default")));
            }
        });
        return new StackFiles(values);
    }

    @Override
    public Optional<String> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    @Override
    public Set<String> keys() {
        return Set.copyOf(values.keySet());
    }

    private static Map<?, ?> config(Path file) throws IOException {
        try (var reader = Files.newBufferedReader(file, UTF_8)) {
            Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
            return yaml instanceof Map<?, ?> root && root.get("config") instanceof Map<?, ?> config ? config : Map.of();
        }
    }

    private static String full(Object name) {
        var key = String.valueOf(name);
        return key.contains(":") ? key : StackConfig.PROJECT + ":" + key;
    }

    private static String text(Object value) {
        return value instanceof Collection || value instanceof Map ? Json.of(value) : String.valueOf(value);
    }
}
