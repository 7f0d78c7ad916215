package dev.kinesislake.cli.redrive;

import dev.kinesislake.cli.EnvironmentCredentials;
import dev.kinesislake.redrive.aws.Clients;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * What the commands find where they run.
 *
 * @param clients for a region
 * @param pulumi the CLI's name or path
 * @param project the folder of {@code Pulumi.yaml}
 */
record Surroundings(Function<String, Clients> clients, String pulumi, Path project) {

    /** How many notes are stored at the same time. */
    static final int PARALLEL = 32;

    static Surroundings ofThisProcess() {
        return new Surroundings(
                region -> Clients.of(region, EnvironmentCredentials.find(), PARALLEL),
                "pulumi",
                Path.of(System.getProperty("lake.home", "")).toAbsolutePath());
    }
}
