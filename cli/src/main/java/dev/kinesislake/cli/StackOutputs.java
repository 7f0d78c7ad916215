package dev.kinesislake.cli;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * A stack's outputs, for the commands that work with what is deployed.
 *
 * @param where they come from, for a person to read
 * @param remedy what helps where one is missing
 */
public record StackOutputs(Map<String, String> byName, String where, String remedy) {

    /**
     * The outputs that say where the AWS of {@code ./lake serve} listens, and the system properties that point AWS's clients there
     * (AWS SDKs and Tools Reference Guide, "Service-specific endpoints").
     */
    private static final Map<String, String> ENDPOINTS = Map.of(
            "s3Endpoint", "aws.endpointUrlS3",
            "kinesisEndpoint", "aws.endpointUrlKinesis",
            "lambdaEndpoint", "aws.endpointUrlLambda",
            "glueEndpoint", "aws.endpointUrlGlue",
            "cloudwatchEndpoint", "aws.endpointUrlCloudWatch",
            "secretsManagerEndpoint", "aws.endpointUrlSecretsManager");

    public StackOutputs {
        byName = Map.copyOf(byName);
    }

    /** Asks the Pulumi CLI, in the folder of {@code Pulumi.yaml} (Pulumi CLI, "pulumi stack output"). */
    public static StackOutputs ofStack(String stack, Path project, String pulumi) throws InterruptedException {
        var command = List.of(pulumi, "stack", "output", "--json", "--non-interactive", "--stack", stack);
        @Nullable Path errors = null;
        try {
            errors = Files.createTempFile("lake-outputs", ".err");
            var process = new ProcessBuilder(command)
                    .directory(project.toFile())
                    .redirectError(errors.toFile())
                    .start();
            process.getOutputStream().close();
            var json = process.getInputStream().readAllBytes();
            if (process.waitFor() != 0) {
                throw new CommandException("the outputs of stack " + stack + " can't be had: "
                        + reason(Files.readString(errors)) + " (--outputs FILE reads them from a file)");
            }
            return read(json, "stack " + stack, "deploy it with: pulumi up -s " + stack);
        } catch (IOException notStarted) {
            throw new CommandException("the Pulumi CLI can't be run to get the outputs of stack " + stack
                    + ": install it, or give the outputs with --outputs FILE (" + notStarted.getMessage() + ")");
        } finally {
            delete(errors);
        }
    }

    /** Reads a file as {@code ./lake serve} or {@code pulumi stack output --json} writes it. */
    public static StackOutputs ofFile(Path file) {
        try {
            return read(
                    Files.readAllBytes(file), file.toString(), "it has to be what `pulumi stack output --json` prints");
        } catch (NoSuchFileException missing) {
            throw new CommandException("there is no file " + file);
        } catch (IOException unreadable) {
            throw new CommandException("the file " + file + " can't be read: " + unreadable.getMessage());
        }
    }

    private static StackOutputs read(byte[] json, String where, String remedy) {
        StackOutputs outputs;
        try {
            outputs = new StackOutputs(strings(json), where, remedy);
        } catch (IOException | RuntimeException notJson) {
            throw new CommandException(where + " has no outputs that can be read: " + remedy);
        }
        // What every command needs is missed at once.
        for (var needed : List.of("streamName", "region")) {
            outputs.get(needed);
        }
        return outputs;
    }

    /**
     * Points the AWS clients that this process makes from now on to the outputs' endpoints, where there are any, whatever the
     * environment says: a local stack's events must not reach a real account.
     */
    public void useEndpoints() {
        ENDPOINTS.forEach((output, property) -> {
            var endpoint = byName.get(output);
            if (endpoint != null) {
                System.setProperty(property, endpoint);
            }
        });
    }

    /**
     * Where the stream is, for a person to read.
     *
     * @param environment the process's variables
     */
    public String kinesisEndpoint(Function<String, @Nullable String> environment) {
        return Stream.of(
                        byName.get("kinesisEndpoint"),
                        environment.apply("AWS_ENDPOINT_URL_KINESIS"),
                        environment.apply("AWS_ENDPOINT_URL"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("kinesis." + region() + ".amazonaws.com");
    }

    /** The region of everything in the stack. */
    public String region() {
        return get("region");
    }

    /** Where records go. */
    public String streamName() {
        return get("streamName");
    }

    /** An output by its name; a missing one is an error for a person to read. */
    public String get(String name) {
        var value = byName.get(name);
        if (value == null || value.isBlank()) {
            throw new CommandException(where + " has no output " + name + ": " + remedy);
        }
        return value;
    }

    /** An output that is a number of days. */
    public Duration days(String name) {
        try {
            return Duration.ofDays(Integer.parseInt(get(name)));
        } catch (NumberFormatException wrong) {
            throw new CommandException(
                    where + " has an output " + name + " that is " + get(name) + ", allowed is a number of days");
        }
    }

    private static Map<String, String> strings(byte[] json) throws IOException {
        var outputs = new TreeMap<String, String>();
        try (var reader = JsonReader.of(new Buffer().write(json))) {
            reader.beginObject();
            while (reader.hasNext()) {
                var name = reader.nextName();
                if (reader.peek() == JsonReader.Token.STRING) {
                    outputs.put(name, reader.nextString());
                } else {
                    reader.skipValue();
                }
            }
            reader.endObject();
        }
        return outputs;
    }

    /** The last line that says something: before it the CLI may warn of this and that. */
    private static String reason(String errors) {
        var lines = errors.lines().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty()
                ? "the Pulumi CLI failed without a word"
                : lines.get(lines.size() - 1).strip();
    }

    private static void delete(@Nullable Path file) {
        if (file == null) {
            return;
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException leftToTheSystem) {
            file.toFile().deleteOnExit();
        }
    }
}
