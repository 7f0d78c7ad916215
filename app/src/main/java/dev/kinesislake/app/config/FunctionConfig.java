package dev.kinesislake.app.config;

import dev.kinesislake.function.Capacity;
import dev.kinesislake.function.config.ConsumerConfig;
import java.util.List;
import java.util.Set;

/**
 * The function.
 *
 * @param sections the only sections that are valid; where empty, all are
 * @param memoryMb {@value Capacity#MIN_MEMORY_MB} to 10240
 * @param timeoutSeconds 1 to 900
 * @param logRetentionDays how long CloudWatch keeps its log
 * @param putParallelism how many objects of a batch it stores at the same time
 */
public record FunctionConfig(
        Set<String> sections,
        int memoryMb,
        int timeoutSeconds,
        Architecture architecture,
        int logRetentionDays,
        int putParallelism) {

    // CloudWatch Logs API, "PutRetentionPolicy".
    private static final List<Integer> LOG_RETENTIONS = List.of(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653);

    public FunctionConfig {
        sections = Set.copyOf(sections);
    }

    static FunctionConfig read(ConfigReader reader) {
        var sections = Sections.read(reader);
        // AWS Lambda Developer Guide, "Lambda quotas".
        var memory = reader.number("memoryMb", Capacity.MIN_MEMORY_MB, 10_240);
        var timeout = reader.number("timeoutSeconds", 1, 900);
        var architecture = reader.word("architecture", "arm64 or x86_64", List.of("arm64", "x86_64"));
        var logRetention = reader.oneOf("logRetentionDays", LOG_RETENTIONS);
        var putParallelism =
                reader.number("putParallelism", ConsumerConfig.MIN_PUT_PARALLELISM, ConsumerConfig.MAX_PUT_PARALLELISM);
        return new FunctionConfig(
                sections, memory, timeout, Architecture.of(architecture), logRetention, putParallelism);
    }
}
