package dev.kinesislake.function.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Records as large, as deep and as tedious as Kinesis takes them, 10 MiB at most. The limit of time is far away: it finds what never ends. */
class HugeRecordTest {

    private static final int MIB = 1024 * 1024;
    private static final String EVENT = "{\"metadata\":{\"uuid\":\"1\",\"section\":\"S\"},\"payload\":{%s}}";

    private final EventDecoder decoder = new EventDecoder(Set.of());

    @ParameterizedTest(name = "{0}")
    @MethodSource("records")
    void isDecodedInNoMoreThanTwentyTimesItsOwnMemory(String name, String expected, byte[] bytes) {
        var record = new UserRecord(new Position("shardId-000000000000", "1", null), "key", Instant.EPOCH, bytes);

        long before = allocated();
        var decoded = decoder.decode(record);
        long took = allocated() - before;

        assertThat(decoded instanceof Decoded.Invalid invalid ? invalid.reason().label() : "valid")
                .isEqualTo(expected);
        assertThat(took).isLessThan(20L * bytes.length + 64 * 1024);
    }

    static Stream<Arguments> records() {
        return Stream.of(
                of("10 MiB of zeros", "malformed-json", new byte[10 * MIB]),
                of("10 MiB that is no UTF-8 at its end", "not-utf8", withLast("é".repeat(5 * MIB), 0xC3)),
                of("10 MiB of spaces", "malformed-json", " ".repeat(10 * MIB)),
                of("10 MiB of spaces around an event", "valid", " ".repeat(5 * MIB) + event("") + " ".repeat(5 * MIB)),
                of("10 MiB of quotes", "malformed-json", "\"".repeat(10 * MIB)),
                of("10 MiB of backslashes", "not-an-object", "\"" + "\\".repeat(10 * MIB) + "\""),
                of("a string of 10 MB", "valid", event("\"s\":\"" + "x".repeat(10_000_000) + "\"")),
                of("a string of 1.7 million escapes", "valid", event("\"s\":\"" + "\\u00e9".repeat(1_700_000) + "\"")),
                of("a string without an end", "malformed-json", "{\"s\":\"" + "x".repeat(10_000_000)),
                of("a number of 1 MB", "valid", event("\"n\":" + "9".repeat(1_000_000))),
                of("a fraction of 1 MB", "valid", event("\"n\":0." + "0".repeat(1_000_000) + "1")),
                of("an exponent of 1 MB", "valid", event("\"n\":1e" + "9".repeat(1_000_000))),
                of("a million numbers, each in white space", "valid", event("\"n\":[" + " 1 ,".repeat(999_999) + "1]")),
                of("a million empty objects", "valid", event("\"n\":[" + "{},".repeat(999_999) + "{}]")),
                of("100,000 members of the payload", "valid", event(members(i -> "m" + i))),
                of("100,000 members of one name in the payload", "valid", event(members(i -> "m"))),
                of("100,000 members", "missing-metadata", "{" + members(i -> "m" + i) + "}"),
                of("100,000 members with one hash", "missing-metadata", "{" + members(HugeRecordTest::collision) + "}"),
                of("100,000 members, the last twice", "duplicate-member", "{" + members(i -> "m" + i) + ",\"m7\":1}"),
                of("100,000 members of metadata", "missing-section", "{\"metadata\":{" + members(i -> "m" + i) + "}}"),
                of("a name of 10 MB", "valid", event("\"" + "n".repeat(10_000_000) + "\":1")),
                of("a name of 10 MB, twice", "duplicate-member", twice("n".repeat(5_000_000))),
                of("a name of a million escapes", "missing-metadata", "{\"" + "\\u006e".repeat(1_000_000) + "\":1}"),
                of("names of 100 kB, 90 deep, then a break", "malformed-json", deepNames()),
                of("a section of 10 MB", "invalid-section", metadata("\"section\":\"" + "s".repeat(10_000_000) + "\"")),
                of(
                        "a blank section of 10 MB",
                        "missing-section",
                        metadata("\"section\":\"" + " ".repeat(10_000_000) + "\"")),
                of("a uuid of 10 MB", "valid", event("").replace("\"1\"", "\"" + "1".repeat(10_000_000) + "\"")),
                of("100 levels", "valid", event("\"n\":" + "[".repeat(98) + "]".repeat(98))),
                of("101 levels", "malformed-json", event("\"n\":" + "[".repeat(99) + "]".repeat(99))),
                of("a million levels of arrays", "malformed-json", "[".repeat(1_000_000)),
                of("a million levels of objects", "malformed-json", "{\"a\":".repeat(1_000_000)),
                of("a million levels, closed again", "malformed-json", "[".repeat(1_000_000) + "]".repeat(1_000_000)));
    }

    @Test
    void aMillionLevelsTakeNoStack() throws InterruptedException {
        var bytes = "{\"a\":[".repeat(500_000).getBytes(UTF_8);
        var record = new UserRecord(new Position("shardId-000000000000", "1", null), "key", Instant.EPOCH, bytes);
        var decoded = new Decoded[1];
        var thread = new Thread(null, () -> decoded[0] = decoder.decode(record), "small stack", 128 * 1024);

        thread.start();
        thread.join();

        assertThat(decoded[0])
                .isEqualTo(new Decoded.Invalid(
                        record, Reason.MALFORMED_JSON, "nested deeper than 100 (byte 300)", "$" + ".a[0]".repeat(50)));
    }

    private static String event(String payload) {
        return EVENT.formatted(payload);
    }

    private static String metadata(String members) {
        return "{\"metadata\":{\"uuid\":\"1\"," + members + "},\"payload\":{}}";
    }

    private static String members(IntFunction<String> name) {
        return IntStream.range(0, 100_000)
                .mapToObj(i -> "\"" + name.apply(i) + "\":1")
                .collect(Collectors.joining(","));
    }

    /** Of each bit the one or the other of two pairs of letters that have the same hash. */
    private static String collision(int number) {
        return IntStream.range(0, 17)
                .mapToObj(bit -> (number >> bit & 1) == 0 ? "Aa" : "BB")
                .collect(Collectors.joining());
    }

    private static String twice(String name) {
        return "{\"%s\":1,\"%s\":1}".formatted(name, name);
    }

    private static String deepNames() {
        return ("{\"" + "n".repeat(100_000) + "\":").repeat(90);
    }

    private static byte[] withLast(String text, int last) {
        var bytes = text.getBytes(UTF_8);
        bytes[bytes.length - 1] = (byte) last;
        return bytes;
    }

    private static Arguments of(String name, String expected, String record) {
        return of(name, expected, record.getBytes(UTF_8));
    }

    private static Arguments of(String name, String expected, byte[] record) {
        return Arguments.of(name, expected, record);
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
