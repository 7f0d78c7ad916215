package dev.kinesislake.producer.cli;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * What a sender needs of a stack's outputs.
 *
 * @param streamName where records go
 * @param region that the stream is in
 */
record StackOutputs(String streamName, String region) {

    /** Asks the Pulumi CLI, in the folder of {@code Pulumi.yaml} (Pulumi CLI, "pulumi stack output"). */
    static StackOutputs ofStack(String stack, Path project, String pulumi) throws InterruptedException {
        var command = List.of(pulumi, "stack", "output", "--json", "--non-interactive", "--stack", stack);
        @Nullable Path errors = null;
        try {
            errors = Files.createTempFile("lake-send", ".err");
            var process = new ProcessBuilder(command)
                    .directory(project.toFile())
                    .redirectError(errors.toFile())
                    .start();
            process.getOutputStream().close();
            var json = process.getInputStream().readAllBytes();
            if (process.waitFor() != 0) {
                throw new SendException("the outputs of stack " + stack + " can't be had: "
                        + reason(Files.readString(errors)) + " (--outputs FILE reads them from a file)");
            }
            return read(json, "stack " + stack, "deploy it with: pulumi up -s " + stack);
        } catch (IOException notStarted) {
            throw new SendException("the Pulumi CLI can't be run to get the outputs of stack " + stack
                    + ": install it, or give the outputs with --outputs FILE (" + notStarted.getMessage() + ")");
        } finally {
            delete(errors);
        }
    }

    /** Reads a file as {@code ./lake serve} or {@code pulumi stack output --json} writes it. */
    static StackOutputs ofFile(Path file) {
        try {
            return read(
                    Files.readAllBytes(file), file.toString(), "it has to be what `pulumi stack output --json` prints");
        } catch (NoSuchFileException missing) {
            throw new SendException("there is no file " + file);
        } catch (IOException unreadable) {
            throw new SendException("the file " + file + " can't be read: " + unreadable.getMessage());
        }
    }

    private static StackOutputs read(byte[] json, String where, String remedy) {
        Map<String, String> outputs;
        try {
            outputs = strings(json);
        } catch (IOException | RuntimeException notJson) {
            throw new SendException(where + " has no outputs that can be read: " + remedy);
        }
        return new StackOutputs(output(outputs, "streamName", where, remedy), output(outputs, "region", where, remedy));
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

    private static String output(Map<String, String> outputs, String name, String where, String remedy) {
        var value = outputs.get(name);
        if (value == null || value.isBlank()) {
            throw new SendException(where + " has no output " + name + ": " + remedy);
        }
        return value;
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
