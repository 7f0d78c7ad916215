package dev.kinesislake.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Where and with what a table was made.
 *
 * @param libraries versions by name, of those that the figures depend on
 */
record Machine(
        String date,
        String processor,
        int processors,
        long memoryGb,
        String system,
        String jdk,
        Map<String, String> libraries) {

    private static final Pattern JAR = Pattern.compile(
            ".*/(s3|moshi|jackson-core|aws-lambda-java-events|aws-lambda-java-runtime-interface-client|duckdb_jdbc|zstd-jni"
                    + "|parquet-format-structures|s3proxy)-([0-9][^/]*?)\\.jar");

    static Machine here() throws IOException {
        var system = (com.sun.management.OperatingSystemMXBean)
                java.lang.management.ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                LocalDate.now(ZoneOffset.UTC).toString(),
                processorName(),
                system.getAvailableProcessors(),
                Math.round(system.getTotalMemorySize() / 1e9),
                system.getName() + " " + system.getVersion() + " " + system.getArch(),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                librariesInUse());
    }

    private static String processorName() throws IOException {
        var file = Path.of("/proc/cpuinfo");
        if (!Files.exists(file)) {
            return "unknown";
        }
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.replaceFirst("[^:]*: *", ""))
                    .findFirst()
                    .orElse("unknown");
        }
    }

    private static Map<String, String> librariesInUse() {
        var libraries = new TreeMap<String, String>();
        for (var entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1)) {
            var jar = JAR.matcher(entry.replace('\\', '/'));
            if (jar.matches()) {
                libraries.put(jar.group(1), jar.group(2));
            }
        }
        return libraries;
    }
}
