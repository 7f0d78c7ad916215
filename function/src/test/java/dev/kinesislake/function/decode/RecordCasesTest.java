package dev.kinesislake.function.decode;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The records of {@code records.tsv}, which a person can read and add to. */
class RecordCasesTest {

    @ParameterizedTest
    @MethodSource("cases")
    void isWhatTheFileSays(RecordCase each) throws IOException {
        var unknown = each.expected().equals(Reason.UNKNOWN_SECTION.label());
        var decoder = new EventDecoder(unknown ? Set.of("Electronics") : Set.of());
        var position = new Position("shardId-000000000000", "1", null);

        var decoded = decoder.decode(new UserRecord(position, "key", Instant.EPOCH, each.record()));

        if (decoded instanceof Decoded.Invalid invalid) {
            assertThat(List.of(invalid.reason().label(), String.valueOf(invalid.path())))
                    .isEqualTo(List.of(each.expected(), each.where().equals("-") ? "null" : each.where()));
            assertThat(invalid.detail()).isNotBlank();
        } else if (decoded instanceof Decoded.Valid valid) {
            assertThat(each.expected()).isEqualTo(RecordCase.VALID);
            assertThat(valid.section()).isEqualTo(new JsonMapper().readValue(each.where(), String.class));
        }
    }

    @Test
    void everyReasonHasSeveralRecords() {
        var records = cases().stream().collect(groupingBy(RecordCase::expected, counting()));

        // What only a Kinesis record can be is in many-events.txt.
        assertThat(Arrays.stream(Reason.values())
                        .filter(reason -> reason != Reason.TOO_LARGE && reason != Reason.BAD_COMPRESSION)
                        .map(Reason::label))
                .allSatisfy(label -> assertThat(records).extractingByKey(label).matches(n -> n >= 5));
    }

    static List<RecordCase> cases() {
        return RecordCase.all();
    }
}
