package dev.kinesislake.cli.cat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.cli.CommandLines;
import dev.kinesislake.function.decode.EventDecoder;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.Reason;
import dev.kinesislake.function.decode.UserRecord;
import dev.kinesislake.function.encode.EventParquet;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.function.partition.PartitionedBatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatCommandTest {

    private static final String SHARD = "shardId-000000000000";
    private static final Instant NINE = Instant.parse("2026-11-23T09:15:00.120Z");

    private final InMemoryBucket lake = new InMemoryBucket();
    private final InMemoryBucket failed = new InMemoryBucket();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();

    /** An event that arrived, and its index in the record of its sequence number; null for one alone. */
    private record Sent(
            String section,
            Instant arrival,
            String shard,
            int number,
            @Nullable Long sub) {

        Sent(String section, Instant arrival, int number) {
            this(section, arrival, SHARD, number, null);
        }

        UserRecord record() {
            return new UserRecord(
                    new Position(shard, sequenceNumber(number), sub),
                    "user " + number,
                    arrival,
                    event().getBytes(UTF_8));
        }

        String event() {
            return "{\"metadata\":{\"uuid\":\"%s\",\"section\":\"%s\"},\"payload\":{\"price\":1.50}}"
                    .formatted(number, section);
        }
    }

    private static String sequenceNumber(int number) {
        return "4960000000000000000000000000000000000000000000000000" + (1000 + number);
    }

    /** Stores a batch as the consumer does. */
    private void store(Sent... events) {
        var decoder = new EventDecoder(Set.of());
        var batch = PartitionedBatch.of(Arrays.stream(events)
                .map(event -> decoder.decode(event.record()))
                .toList());
        batch.events().forEach((partition, rows) -> {
            try {
                lake.put(
                        LakeLayout.key(partition.prefix(), rows.get(0).record().position(), ".parquet"),
                        new EventParquet().encode(rows, "attempt"));
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        });
    }

    /** Stores a failed row, and returns its line. */
    private String storeFailed(int number, Reason reason) throws IOException {
        var line = "{\"reason\":\"%s\",\"detail\":\"…\",\"shardId\":\"%s\",\"sequenceNumber\":\"%s\","
                        .formatted(reason.label(), SHARD, sequenceNumber(number))
                + "\"partitionKey\":\"user\",\"arrivalTime\":\"%s\",\"data\":\"Cv8=\"}".formatted(NINE);
        var object = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(object)) {
            gzip.write((line + "\n").getBytes(UTF_8));
        }
        var first = new Position(SHARD, sequenceNumber(number), null);
        failed.put(LakeLayout.key(LakeLayout.failedPrefix(reason, NINE), first, ".ndjson.gz"), object.toByteArray());
        return line;
    }

    private int cat(String... args) {
        return cat(out, args);
    }

    private int cat(OutputStream to, String... args) {
        var all = new ArrayList<>(List.of("--stack", "dev"));
        all.addAll(List.of(args));
        return CommandLines.of(new CatCommand(
                        to,
                        (spec, stack, output, work) -> work.applyAsInt(output.equals("lakeBucket") ? lake : failed)))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }

    private List<String> lines() {
        return out.toString(UTF_8).lines().toList();
    }

    /** The numbers of the events that were printed. */
    private List<Integer> numbers() throws IOException {
        var numbers = new ArrayList<Integer>();
        for (var line : lines()) {
            numbers.add(
                    new ObjectMapper().readTree(line).at("/event/metadata/uuid").asInt());
        }
        return numbers;
    }

    @Test
    @DisplayName("A row is one line: its position, its arrival and the event's own JSON")
    void row() {
        store(new Sent("Electronics", NINE, 1), new Sent("Electronics", NINE, SHARD, 2, 3L));

        assertThat(cat()).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo("""
                {"shardId":"%s","sequenceNumber":"%s","arrivalTime":"2026-11-23T09:15:00.120Z",\
                "event":{"metadata":{"uuid":"1","section":"Electronics"},"payload":{"price":1.50}}}
                {"shardId":"%1$s","sequenceNumber":"%s","subSequenceNumber":3,"arrivalTime":"2026-11-23T09:15:00.120Z",\
                "event":{"metadata":{"uuid":"2","section":"Electronics"},"payload":{"price":1.50}}}
                """.formatted(SHARD, sequenceNumber(1), sequenceNumber(2)));
        assertThat(err).hasToString("");
    }

    @Test
    @DisplayName("An hour of a section is one list of one folder")
    void listsTheHour() throws IOException {
        store(new Sent("50% off/é's", NINE, 1), new Sent("Electronics", NINE, 2));
        store(new Sent("50% off/é's", NINE.plusSeconds(3600), 3));

        assertThat(cat("--section", "50% off/é's", "--hour", "2026-11-23T09")).isZero();
        assertThat(lake.lists).containsExactly("events/section=50%25 off%2Fé%27s/dt=2026-11-23/hour=09/");
        assertThat(numbers()).containsExactly(1);
    }

    @Test
    @DisplayName("An hour of all sections lists the names of the sections and that hour of each")
    void listsTheHourOfEachSection() throws IOException {
        store(new Sent("b", NINE, 1), new Sent("a", NINE, 2), new Sent("a", NINE.plusSeconds(3600), 3));

        assertThat(cat("--hour", "2026-11-23T09")).isZero();
        assertThat(lake.lists)
                .containsExactly(
                        "events/ by folder",
                        "events/section=a/dt=2026-11-23/hour=09/",
                        "events/section=b/dt=2026-11-23/hour=09/");
        assertThat(numbers()).containsExactly(2, 1);
    }

    @Test
    @DisplayName("A position is looked for in the objects that can hold it, the likeliest one first")
    void position() throws IOException {
        store(new Sent("a", NINE.minusSeconds(7200), 1));
        store(new Sent("a", NINE.minusSeconds(3600), 2));
        store(new Sent("a", NINE, 3), new Sent("a", NINE, 4), new Sent("a", NINE, 5));
        store(new Sent("a", NINE, "shardId-000000000001", 4, null));
        store(new Sent("a", NINE, 6));

        assertThat(cat("--position", SHARD + "-" + sequenceNumber(4))).isZero();
        assertThat(numbers()).containsExactly(4);
        assertThat(lake.gets)
                .containsExactly(
                        "events/section=a/dt=2026-11-23/hour=09/" + SHARD + "-" + sequenceNumber(3) + ".parquet",
                        "events/section=a/dt=2026-11-23/hour=08/" + SHARD + "-" + sequenceNumber(2) + ".parquet");
        lake.gets.clear();
        assertThat(cat("--position", SHARD + "-" + sequenceNumber(4), "-n", "1"))
                .isZero();
        assertThat(lake.gets).hasSize(1);
    }

    @Test
    @DisplayName("With an hour, a position lists the objects of its shard alone")
    void positionAndHour() throws IOException {
        store(new Sent("a", NINE, 3), new Sent("a", NINE, 4));

        assertThat(cat("--section", "a", "--hour", "2026-11-23T09", "--position", SHARD + "-" + sequenceNumber(4)))
                .isZero();
        assertThat(lake.lists).containsExactly("events/section=a/dt=2026-11-23/hour=09/" + SHARD + "-");
        assertThat(numbers()).containsExactly(4);
    }

    @Test
    @DisplayName("A row that stands twice is printed twice")
    void twice() throws IOException {
        store(new Sent("a", NINE, 1), new Sent("a", NINE, 2), new Sent("a", NINE, 3));
        store(new Sent("a", NINE, 2), new Sent("a", NINE, 3));

        assertThat(cat("--position", SHARD + "-" + sequenceNumber(3))).isZero();
        assertThat(numbers()).containsExactly(3, 3);
    }

    @Test
    @DisplayName("A position without a sub-sequence number is the whole Kinesis record")
    void wholeRecord() throws IOException {
        store(
                new Sent("a", NINE, SHARD, 1, 0L),
                new Sent("b", NINE, SHARD, 1, 1L),
                new Sent("a", NINE, SHARD, 1, 2L),
                new Sent("a", NINE, 2));
        var record = SHARD + "-" + sequenceNumber(1);

        assertThat(cat("--position", record)).isZero();
        assertThat(lines()).hasSize(3);
        out.reset();
        assertThat(cat("--position", record + "-2")).isZero();
        assertThat(lines()).singleElement().asString().contains("\"subSequenceNumber\":2,");
    }

    @Test
    @DisplayName("Failed rows are printed as they're stored")
    void failedRows() throws IOException {
        var second = storeFailed(2, Reason.NOT_UTF8);
        var first = storeFailed(1, Reason.UNKNOWN_SECTION);

        assertThat(cat("--failed")).isZero();
        assertThat(lines()).containsExactly(second, first);
        out.reset();
        assertThat(cat("--failed", "--hour", "2026-11-23T09", "--position", SHARD + "-" + sequenceNumber(1)))
                .isZero();
        assertThat(lines()).containsExactly(first);
        assertThat(cat("--failed", "--hour", "2026-11-23T10")).isEqualTo(1);
        assertThat(err).hasToString("lake: no rows found\n");
    }

    @Test
    @DisplayName("A limit ends the reading and the listing")
    void limit() throws IOException {
        for (int number = 1; number <= 4; number++) {
            store(new Sent("a", NINE, number * 2), new Sent("a", NINE, number * 2 + 1));
        }

        assertThat(cat("--limit", "3")).isZero();
        assertThat(numbers()).containsExactly(2, 3, 4);
        assertThat(lake.gets).hasSize(2);
        assertThat(lake.listed).isEqualTo(2);
    }

    @Test
    @DisplayName("A reader that closes the pipe ends the command quietly; a full disk doesn't")
    void closedPipe() {
        for (int number = 1; number <= 4; number++) {
            store(new Sent("a", NINE, number));
        }

        assertThat(cat(failing("Broken pipe"))).isZero();
        assertThat(lake.gets).hasSize(1);
        assertThat(err).hasToString("");
        assertThat(cat(failing("No space left on device"))).isEqualTo(1);
        assertThat(err).hasToString("lake: standard output can't be written: No space left on device\n");
    }

    private static OutputStream failing(String message) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(message);
            }
        };
    }

    @Test
    @DisplayName("Objects that can't be read are named, and the others are printed")
    void unreadable() throws IOException {
        for (int number = 1; number <= 5; number++) {
            store(new Sent("a", NINE, number));
        }
        var keys = lake.keys();
        lake.put(keys.get(0), "no Parquet".getBytes(UTF_8));
        lake.put(keys.get(1), Arrays.copyOf(lake.body(keys.get(1)), 100));
        lake.brokenOff = keys.get(2);
        lake.archived = keys.get(3);

        assertThat(cat()).isEqualTo(1);
        assertThat(numbers()).containsExactly(5);
        var complaints = err.toString().lines().toList();
        assertThat(complaints).hasSize(4).allMatch(line -> line.startsWith("lake: object "));
        for (int i = 0; i < 4; i++) {
            assertThat(complaints.get(i)).contains(keys.get(i));
        }
    }

    @Test
    @DisplayName("A damaged object of failed rows is named, and the others are printed")
    void unreadableFailedRows() throws IOException {
        storeFailed(1, Reason.NOT_UTF8);
        storeFailed(2, Reason.NOT_UTF8);
        failed.put(failed.keys().get(0), "no gzip".getBytes(UTF_8));

        assertThat(cat("--failed")).isEqualTo(1);
        assertThat(lines()).hasSize(1);
        assertThat(err.toString())
                .startsWith("lake: object " + failed.keys().get(0))
                .hasLineCount(1);
    }

    @Test
    @DisplayName("Nothing found is an error, which names the sections where there is no such one")
    void nothing() {
        store(new Sent("Electronics", NINE, 1), new Sent("50% off/é's", NINE, 1));
        lake.put("events/section=Electronics/dt=2026-11-23/hour=09/_SUCCESS", new byte[0]);
        lake.put("events/section=Electronics/readme.txt", new byte[0]);

        assertThat(cat("--hour", "2026-11-23T08")).isEqualTo(1);
        assertThat(cat("--section", "Electronics", "--hour", "2026-11-23T08")).isEqualTo(1);
        assertThat(cat("--section", "Electroncs")).isEqualTo(1);
        assertThat(err).hasToString("""
                lake: no rows found
                lake: no rows found
                lake: there is no section Electroncs, did you mean Electronics? There are 50% off/é's and Electronics
                """);
        assertThat(out.size()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--hour 7|--hour is 7, allowed is an hour (UTC) such as 2026-11-24T07",
                "--hour 2026-11-24T24|--hour is 2026-11-24T24, allowed is an hour (UTC) such as 2026-11-24T07",
                "--hour 2026-02-30T01|--hour is 2026-02-30T01, allowed is an hour (UTC) such as 2026-11-24T07",
                "--hour 2026-11-24|--hour is 2026-11-24, allowed is an hour (UTC) such as 2026-11-24T07",
                "--position 7|--position is 7, allowed is <shardId>-<sequenceNumber>[-<subSequenceNumber>]",
                "--hour 2026-11-24T07:30|--hour is 2026-11-24T07:30, allowed is an hour (UTC) such as 2026-11-24T07",
                "--limit 0|--limit is 0, allowed is 1 or more",
                "-n x|--limit is x, allowed is a whole number",
                "--failed --section a|--failed excludes --section: failed rows have none",
            })
    void refuses(String options, String message) {
        assertThat(cat(options.split(" "))).isEqualTo(2);
        assertThat(err).hasToString("lake: " + message + " (see cat --help)\n");
        assertThat(out.size()).isZero();
        assertThat(lake.lists).isEmpty();
    }
}
