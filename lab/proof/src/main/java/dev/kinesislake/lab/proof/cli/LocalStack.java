package dev.kinesislake.lab.proof.cli;

import dev.kinesislake.app.config.Lookup;
import dev.kinesislake.app.config.StackConfig;
import dev.kinesislake.app.config.StackFiles;
import dev.kinesislake.lab.aws.LocalAws;
import dev.kinesislake.lab.aws.iam.Caller;
import dev.kinesislake.lab.aws.kinesis.ShardLimits;
import dev.kinesislake.lab.aws.s3.Faults;
import dev.kinesislake.lab.proof.deploy.DeployedStack;
import dev.kinesislake.lab.proof.deploy.Deployment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The stack {@code local}. */
final class LocalStack {

    static final String NAME = "local";

    private LocalStack() {}

    /** The folder of {@code Pulumi.yaml}; {@code ./lake} tells it. */
    static Path project() {
        return Path.of(System.getProperty("lake.home", "")).toAbsolutePath();
    }

    /**
     * Starts a local AWS and deploys the stack to it.
     *
     * @param folder where everything is kept
     * @param emptied whether what an earlier one left there is deleted first
     * @param port the first of its ports; 0 takes any free ones
     * @param changed configuration to use instead of what {@code Pulumi.local.yaml} says, by key without the project's name
     * @param faults of S3
     */
    static DeployedStack deploy(Path folder, boolean emptied, int port, Map<String, String> changed, Faults faults)
            throws IOException {
        var config = config(changed);
        return deploy(
                new LocalAws.Options(folder, emptied, project(), config.region(), NAME, port, ShardLimits.NONE, faults),
                config);
    }

    /** Starts a local AWS and deploys the stack to it. */
    static DeployedStack deploy(LocalAws.Options options, StackConfig config) {
        return deploy(options, config, Caller.PERSON);
    }

    /** The same with another one than the person at the keyboard deploying. */
    static DeployedStack deploy(LocalAws.Options options, StackConfig config, Caller deployer) {
        var aws = LocalAws.start(options);
        aws.account().deployer().set(deployer);
        try {
            return new DeployedStack(aws, Deployment.deploy(NAME, config, aws.resources()));
        } catch (RuntimeException failed) {
            aws.close();
            throw failed;
        }
    }

    /** The stack's configuration, with some keys changed. */
    static StackConfig config(Map<String, String> changed) throws IOException {
        return StackConfig.read(
                new Changed(StackFiles.read(project(), NAME), changed), new ConfigOption(project(), changed.keySet()));
    }

    /** Configuration from the files, with some keys changed. */
    private record Changed(Lookup files, Map<String, String> changed) implements Lookup {

        private Changed(Lookup files, Map<String, String> changed) {
            this.files = files;
            this.changed = new TreeMap<>();
            changed.forEach(
                    (key, value) -> this.changed.put(key.contains(":") ? key : StackConfig.PROJECT + ":" + key, value));
        }

        @Override
        public Optional<String> get(String key) {
            return changed.containsKey(key) ? Optional.ofNullable(changed.get(key)) : files.get(key);
        }

        @Override
        public Set<String> keys() {
            var keys = new HashSet<>(files.keys());
            keys.addAll(changed.keySet());
            return keys;
        }
    }
}
