package dev.kinesislake.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** Whether times and their ratios can be compared. */
    boolean isLike(Machine other) {
        return processor.equals(other.processor) && processors == other.processors && jdk.equals(other.jdk);
    }

    /** What {@link #isLike} looks at. */
    String name() {
        return processor + ", " + processors + " processors, " + jdk;
    }

    private static String processorName() throws IOException {
        var file = Path.of("/proc/cpuinfo");
        return Files.exists(file) ? processorName(Files.readString(file)) : "unknown";
    }

    /** The name with family, model and stepping: virtual machines call several generations by one name. */
    static String processorName(String cpuinfo) {
        var numbers = Stream.of("cpu family", "model", "stepping")
                .flatMap(field -> field(cpuinfo, field).stream())
                .collect(Collectors.joining("-"));
        var name = field(cpuinfo, "model name").orElse("unknown");
        return numbers.isEmpty() ? name : name + " " + numbers;
    }

    private static Optional<String> field(String cpuinfo, String field) {
        return cpuinfo.lines()
                .filter(line -> line.matches(field + "\\s*:.*"))
                .map(line -> line.replaceFirst("[^:]*: *", ""))
                .findFirst();
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
