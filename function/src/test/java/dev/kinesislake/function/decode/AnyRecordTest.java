package dev.kinesislake.function.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * Whatever bytes come, they are an event or have a reason, the one that the contract gives them. Ten million of them:
 * {@code mvn -pl function test -Dtest=AnyRecordTest -Djqwik.tries.default=10000000}
 */
class AnyRecordTest {

    private static final Set<String> SECTIONS = Set.of("S", "Electronics", "Home-Decor", "..");

    /** The tokens of a text that is JSON: all but white space. */
    private static final Pattern TOKEN = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"|[\\[\\]{}:,]|[^\\s\\[\\]{}:,\"]++");

    private final EventDecoder decoder = new EventDecoder(SECTIONS);

    @Property
    void anyBytesAreAnEventOrHaveTheReasonOfTheContract(@ForAll("records") byte[] bytes) {
        var record = new UserRecord(new Position("shardId-000000000000", "1", null), "key", Instant.EPOCH, bytes);
        var sent = bytes.clone();

        var decoded = decoder.decode(record);

        assertThat(reason(decoded)).isEqualTo(label(Contract.reason(bytes, SECTIONS)));
        assertThat(bytes).isEqualTo(sent);
        if (decoded instanceof Decoded.Valid event) {
            keepsAllButWhiteSpace(bytes, event);
        }
        Statistics.collect(reason(decoded));
        // Random input goes deep: every reason was met, and events were.
        Statistics.coverage(coverage -> {
            Arrays.stream(Reason.values())
                    // These are of Kinesis records, not of events.
                    .filter(reason -> reason != Reason.TOO_LARGE && reason != Reason.BAD_COMPRESSION)
                    .forEach(reason -> coverage.check(reason.label()).count(count -> count > 0));
            coverage.check(RecordCase.VALID).count(count -> count > 0);
        });
    }

    private static void keepsAllButWhiteSpace(byte[] bytes, Decoded.Valid event) {
        var sent = Contract.text(bytes);
        var compact = event.event().toString();

        assertThat(compact)
                .isEqualTo(TOKEN.matcher(sent).results().map(MatchResult::group).collect(Collectors.joining()));
        assertThat(StrictParser.parse(compact)).isEqualTo(StrictParser.parse(sent));
    }

    private static String reason(Decoded decoded) {
        return decoded instanceof Decoded.Invalid invalid ? invalid.reason().label() : RecordCase.VALID;
    }

    private static String label(@Nullable Reason reason) {
        return reason == null ? RecordCase.VALID : reason.label();
    }

    @Provide
    Arbitrary<byte[]> records() {
        return RandomRecords.any();
    }
}
