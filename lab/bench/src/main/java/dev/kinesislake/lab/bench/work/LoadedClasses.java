package dev.kinesislake.lab.bench.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** How many classes a JVM has loaded, by the log that it wrote of them. */
final class LoadedClasses {

    private static final Pattern LOADED = Pattern.compile("source: ");

    private LoadedClasses() {}

    static long count(Path log) throws IOException {
        try (var lines = Files.lines(log)) {
            return lines.filter(LOADED.asPredicate()).count();
        }
    }
}
