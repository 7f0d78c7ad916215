package dev.kinesislake.lab.proof.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.kinesislake.function.Capacity;
import dev.kinesislake.lab.proof.events.Packing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the stack's defaults are chosen for (docs/decisions/0003). */
class OutageTest {

    private static final Instant FRIDAY_EVENING = Instant.parse("2026-11-27T18:00:00.123Z");
    private static final Duration WEEKEND = Duration.ofHours(60);
    private static final int POISON = 3;

    private final Path folder;

    OutageTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @EnumSource(names = {"DENIED", "SLOW_DOWN", "ERROR_500", "SILENT"})
    @DisplayName("A broken role, bucket policy or S3 for a weekend loses and discards nothing")
    void weekendOutage(RequestOutcome answer) throws IOException {
        var outage = new Fault.Outage(Duration.ofSeconds(10), WEEKEND, answer);
        var steps = List.of(put(1, 0, 20), put(3_600, 20, 40), put(2 * 86_400, 40, 50), put(61 * 3_600, 50, 60));

        var played = play(FunctionOf.THE_CONSUMER, steps, List.of(outage));

        assertThat(played.problem()).isNull();
        assertThat(played.tally().discarded()).isZero();
        assertThat(played.tally().rows()).isEqualTo(60);
    }

    @Test
    @DisplayName("A record that crashes the function stops its shard for an hour and a half at most")
    void crashingRecord() throws IOException {
        var played = play(
                (config, erased, store, puts, clock) ->
                        crashing(FunctionOf.handler(config, erased, puts.apply(store), Capacity.STANDARD, clock)),
                List.of(put(1, 0, 20)),
                List.of());

        assertThat(played.problem()).isNull();
        assertThat(played.tally().discarded()).isEqualTo(1);
        assertThat(played.tally().redriven()).isEqualTo(1);
        assertThat(played.drained()).isLessThan(Duration.ofMinutes(90));
    }

    /** Dies of a record; is mended by the time that the batch is redriven. */
    private static RequestStreamHandler crashing(RequestStreamHandler handler) {
        var poison = Base64.getEncoder().encodeToString(SentRecord.event(POISON).data());
        return (event, response, context) -> {
            var bytes = event.readAllBytes();
            var text = new String(bytes, StandardCharsets.UTF_8);
            if (text.contains(poison) && !text.contains("replacesUntil")) {
                throw new OutOfMemoryError("the record is too much for it");
            }
            handler.handleRequest(new ByteArrayInputStream(bytes), response, context);
        };
    }

    private Played play(FunctionOf function, List<Step> steps, List<Fault> faults) throws IOException {
        var settings = new Settings(
                FRIDAY_EVENING,
                1,
                1_000,
                standard("batchSize"),
                standard("windowSeconds"),
                1,
                true,
                standard("retryAttempts"),
                standard("recordAgeSeconds"),
                0,
                standard("timeoutSeconds"),
                standard("putParallelism"));
        return Simulation.play(new Scenario(1, settings, steps, faults), new Workbench(function), folder);
    }

    /** The default of a setting. */
    private static int standard(String key) throws IOException {
        var setting = Pattern.compile("\n  " + key + ":\n    description: [^\n]*\n    default: (\\d+)\n")
                .matcher(Files.readString(Path.of("../../Pulumi.yaml")));
        assertThat(setting.find()).as(key).isTrue();
        return Integer.parseInt(setting.group(1));
    }

    private static Step put(long second, int from, int to) {
        var records = IntStream.range(from, to)
                .mapToObj(number -> new SentRecord(List.of(number), Packing.SINGLE))
                .toList();
        return new Step.Put(Duration.ofSeconds(second), records, false);
    }
}
