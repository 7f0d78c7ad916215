package dev.kinesislake.function.decode;

import static java.util.Collections.singletonList;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The records of {@code many-events.txt}, which a person can read and add to. */
class ManyEventsTest {

    private static final RecordDecoder DECODER = new RecordDecoder(Set.of());

    @ParameterizedTest
    @MethodSource("cases")
    void isWhatTheFileSays(ManyEventsCase each) {
        var sent = each.record().clone();

        var rows = DECODER.decode(new KinesisRecord("shard", "7", "key", Instant.EPOCH, each.record()))
                .rows();

        assertThat(rows)
                .extracting(ManyEventsTest::label)
                .isEqualTo(
                        each.rows().stream().map(ManyEventsCase.Row::expected).toList());
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i) instanceof Decoded.Invalid invalid) {
                isAsExpected(invalid, each.rows().get(i));
            }
        }
        assertThat(rows)
                .extracting(row -> row.record().position().subSequenceNumber())
                .isEqualTo(numbers(rows.size()));
        assertThat(each.record()).isEqualTo(sent);
    }

    private static void isAsExpected(Decoded.Invalid row, ManyEventsCase.Row expected) {
        assertThat(row.detail()).isNotBlank().contains(expected.detail());
        if (expected.data() != null) {
            assertThat(row.path()).isEqualTo(expected.path());
            assertThat(row.record().data()).isEqualTo(expected.data());
        }
    }

    private static String label(Decoded row) {
        return row instanceof Decoded.Invalid invalid ? invalid.reason().label() : ((Decoded.Valid) row).section();
    }

    /** An event that is alone has no number. */
    private static List<@Nullable Long> numbers(int rows) {
        return rows == 1
                ? singletonList(null)
                : LongStream.range(0, rows).boxed().toList();
    }

    static List<ManyEventsCase> cases() {
        return ManyEventsCase.all();
    }
}
