package dev.kinesislake.lab.aws.lambda;

import dev.kinesislake.lab.aws.iam.Permissions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A log group of CloudWatch: a folder with one file a log stream, one log event a line. What the function's role may not log is
 * dropped without a word, as on AWS, but counted.
 */
public final class LogGroup {

    private final Path folder;
    private final String arn;
    private final String name;
    private final Permissions permissions;
    private final AtomicLong dropped = new AtomicLong();

    /**
     * @param logs the folder of all log groups
     * @param name such as {@code /aws/lambda/consumer}
     * @param permissions of the function's role
     * @throws IllegalArgumentException if CloudWatch allows no such name
     */
    public LogGroup(Path logs, String region, String account, String name, Permissions permissions) {
        var root = logs.toAbsolutePath().normalize();
        this.folder = root.resolve(name.replaceAll("^/+", "")).normalize();
        if (!name.matches("[a-zA-Z0-9_/.#-]{1,512}") || !folder.startsWith(root) || folder.equals(root)) {
            throw new IllegalArgumentException("log group " + name
                    + ": allowed are 1 to 512 of a-z A-Z 0-9 _ - / . #, and no way out of the folder");
        }
        this.arn = "arn:aws:logs:" + region + ":" + account + ":log-group:" + name;
        this.name = name;
        this.permissions = permissions;
    }

    public String name() {
        return name;
    }

    /** Where the log streams' files are. */
    public Path folder() {
        return folder;
    }

    /** How many lines were dropped because the role may not log them. */
    public long droppedLines() {
        return dropped.get();
    }

    /** Needs {@code logs:CreateLogStream} once a stream and {@code logs:PutLogEvents} each time. */
    void put(String stream, List<String> lines) {
        var file = folder.resolve(stream + ".log");
        var resource = arn + ":log-stream:" + stream;
        var created = Files.exists(file) || permissions.allows("logs:CreateLogStream", resource);
        if (!created || !permissions.allows("logs:PutLogEvents", resource)) {
            dropped.addAndGet(lines.size());
            return;
        }
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, lines, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException("log stream " + file + " can't be written", failed);
        }
    }
}
