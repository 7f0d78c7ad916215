package dev.kinesislake.redrive.failed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.Reason;
import dev.kinesislake.function.encode.FailedNdjson;
import dev.kinesislake.function.partition.LakeLayout;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailedKeyTest {

    private static final Instant ARRIVAL = Instant.parse("2026-11-23T23:33:31.123Z");

    @ParameterizedTest
    @EnumSource(Reason.class)
    void readsTheKeysThatTheConsumerMakes(Reason reason) {
        var first = new Position("shardId-000000000012", "4965", 3L);
        var key = LakeLayout.key(LakeLayout.failedPrefix(reason, ARRIVAL), first, new FailedNdjson().suffix());

        assertThat(FailedKey.parse(key)).contains(new FailedKey(reason.label(), LocalDate.parse("2026-11-23"), first));
    }

    @Test
    void passesOverOtherObjects() {
        assertThat(FailedKey.parse("failed/readme.txt")).isEmpty();
        assertThat(FailedKey.parse("failed/reason=x/dt=2026-13-23/hour=00/shardId-0-1.ndjson.gz"))
                .isEmpty();
    }

    @Test
    void onlyObjectsThatMayHoldARowAreRead() {
        var object = new FailedKey("not-utf8", LocalDate.parse("2026-11-23"), position("0", "9"));

        assertThat(Choice.of(Set.of(position("0", "10"))).mayBeIn(object)).isTrue();
        assertThat(Choice.of(Set.of(position("0", "9"))).mayBeIn(object)).isTrue();
        assertThat(Choice.of(Set.of(position("0", "8"))).mayBeIn(object)).isFalse();
        assertThat(Choice.of(Set.of(position("1", "10"))).mayBeIn(object)).isFalse();
        assertThat(days("2026-11-23", "2026-11-23").mayBeIn(object)).isTrue();
        assertThat(days("2026-11-24", "2026-11-25").mayBeIn(object)).isFalse();
        assertThat(new Choice(Set.of("missing-uuid"), null, null, Set.of(), Instant.MAX).mayBeIn(object))
                .isFalse();
    }

    @Test
    void anIdNamesAPosition() {
        assertThat(RowId.parse("shardId-000000000000-4965")).contains(position("000000000000", "4965"));
        assertThat(RowId.parse("shardId-000000000000-4965-7"))
                .contains(new Position("shardId-000000000000", "4965", 7L));
        assertThat(RowId.parse("4965")).isEmpty();
    }

    private static Choice days(String from, String to) {
        return new Choice(Set.of(), LocalDate.parse(from), LocalDate.parse(to), Set.of(), Instant.MAX);
    }

    private static Position position(String shard, String sequenceNumber) {
        return new Position("shardId-" + shard, sequenceNumber, null);
    }
}
