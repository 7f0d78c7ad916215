package dev.kinesislake.lab.aws.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.lab.aws.mapping.MappingSpec.Batching;
import dev.kinesislake.lab.aws.mapping.MappingSpec.ErrorHandling;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LaneReaderTest {

    private final FakeTime time = FakeTime.passing();
    private final FakeShard shard = new FakeShard(time, Specs.SHARD);
    private final List<Long> passed = new ArrayList<>();

    @Test
    void withoutAWindowABatchIsWhatIsThere() throws InterruptedException {
        shard.putAll("a", "b");

        assertThat(data(reader(10, 0).next())).containsExactly("a", "b");
        assertThat(time.instant()).isEqualTo(FakeTime.START);
    }

    @Test
    void whereNothingIsThereItWaitsForTheFirstRecord() throws InterruptedException {
        time.after(Duration.ofMinutes(3), () -> shard.putAll("late"));

        assertThat(data(reader(10, 0).next())).containsExactly("late");
        assertThat(time.instant()).isEqualTo(FakeTime.START.plusSeconds(180));
    }

    @Test
    void aWindowGathersUntilItsEndCountedFromTheFirstRecord() throws InterruptedException {
        time.after(Duration.ofSeconds(100), () -> shard.putAll("a"));
        time.after(Duration.ofSeconds(103), () -> shard.putAll("b"));
        time.after(Duration.ofSeconds(104), () -> shard.putAll("c"));
        time.after(Duration.ofSeconds(106), () -> shard.putAll("too late"));

        assertThat(data(reader(10, 5).next())).containsExactly("a", "b", "c");
        assertThat(time.instant()).isEqualTo(FakeTime.START.plusSeconds(105));
    }

    @Test
    void aFullBatchEndsTheWindow() throws InterruptedException {
        shard.putAll("a");
        time.after(Duration.ofSeconds(2), () -> shard.putAll("b", "c"));

        assertThat(data(reader(2, 300).next())).containsExactly("a", "b");
        assertThat(time.instant()).isEqualTo(FakeTime.START.plusSeconds(2));
    }

    @Test
    void aFullPayloadEndsTheWindow() throws InterruptedException {
        for (var i = 0; i < 10; i++) {
            shard.put("key", new byte[900_000]);
        }

        assertThat(reader(100, 300).next()).isEqualTo(Specs.batch(shard).first(5));
        assertThat(time.instant()).isEqualTo(FakeTime.START);
    }

    @Test
    void aClosedShardEndsTheWindowAndThenTheReading() throws InterruptedException {
        shard.putAll("a");
        time.after(Duration.ofSeconds(2), shard::close);
        var reader = reader(10, 300);

        assertThat(data(reader.next())).containsExactly("a");
        assertThat(time.instant()).isEqualTo(FakeTime.START.plusSeconds(2));
        assertThat(reader.next()).isNull();
    }

    @Test
    void theNextBatchBeginsBehindTheLast() throws InterruptedException {
        shard.putAll("a", "b", "c", "d", "e");
        var reader = reader(2, 0);

        assertThat(List.of(data(reader.next()), data(reader.next()), data(reader.next())))
                .containsExactly(List.of("a", "b"), List.of("c", "d"), List.of("e"));
        assertThat(reader.offset()).isEqualTo(5);
    }

    @Test
    void aLaneTakesItsOwnRecordsAndPassesTheOthers() throws InterruptedException {
        shard.putAll("other", "other", "mine", "other", "mine", "other", "mine");
        var reader = reader(new Batching(2, 0, 3, 0), record -> text(record).equals("mine"));

        assertThat(reader.next())
                .isEqualTo(Batch.of(List.of(
                        Specs.batch(shard).records().get(2),
                        Specs.batch(shard).records().get(4))));
        assertThat(data(reader.next())).containsExactly("mine");
        assertThat(reader.offset()).isEqualTo(7);
    }

    @Test
    void recordsOfOthersCountAsPassedWhileNothingIsGathered() throws InterruptedException {
        shard.putAll("other", "other");
        shard.close();

        assertThat(reader(Batching.DEFAULT, record -> false).next()).isNull();
        assertThat(passed).endsWith(2L);
    }

    @Test
    void recordsThatLeftTheStreamAreSkipped() throws InterruptedException {
        shard.putAll("a", "b", "c");
        shard.trim(2);

        assertThat(data(reader(10, 0).next())).containsExactly("c");
    }

    private LaneReader reader(int size, int window) {
        return reader(new Batching(size, window, 1, 0), record -> true);
    }

    private LaneReader reader(Batching batching, Predicate<BatchRecord> mine) {
        var writer = new KinesisEventWriter(Specs.SHARD, Specs.spec(batching, ErrorHandling.DEFAULT), Specs.ROLE);
        return new LaneReader(shard, writer, batching, time, mine, passed::add);
    }

    private static List<String> data(@Nullable Batch batch) {
        return Objects.requireNonNull(batch).records().stream()
                .map(LaneReaderTest::text)
                .toList();
    }

    private static String text(BatchRecord record) {
        return new String(record.record().data(), StandardCharsets.UTF_8);
    }
}
