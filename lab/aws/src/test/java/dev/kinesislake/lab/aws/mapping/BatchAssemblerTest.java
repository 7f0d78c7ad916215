package dev.kinesislake.lab.aws.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.lab.aws.mapping.MappingSpec.Batching;
import dev.kinesislake.lab.aws.mapping.MappingSpec.ErrorHandling;
import org.junit.jupiter.api.Test;

class BatchAssemblerTest {

    private final FakeShard shard = new FakeShard(FakeTime.standing(), Specs.SHARD);
    private final KinesisEventWriter writer =
            new KinesisEventWriter(Specs.SHARD, Specs.spec(Batching.DEFAULT, ErrorHandling.DEFAULT), Specs.ROLE);

    @Test
    void aBatchHasNoMoreRecordsThanItsSize() {
        shard.putAll("a", "b", "c");

        assertThat(assemble(2).batch()).isEqualTo(Specs.batch(shard).first(2));
    }

    @Test
    void aBatchNeverMakesAnEventThatAnInvocationCanNotCarry() {
        for (var i = 0; i < 12; i++) {
            shard.put("key", new byte[500_000]);
        }
        var whole = Specs.batch(shard);

        var batch = assemble(100).batch();

        assertThat(writer.write(batch).length).isLessThanOrEqualTo(6_291_456);
        assertThat(writer.write(whole.first(batch.size() + 1)).length).isGreaterThan(6_291_456);
    }

    @Test
    void aRecordThatFillsAnEventToTheLastByteIsTaken() {
        fillUpTo(6_291_456);

        var batch = assemble(100);

        assertThat(writer.write(batch.batch()).length).isEqualTo(6_291_456);
        assertThat(batch.isFull()).isTrue();
    }

    @Test
    void aRecordThatIsOneByteTooLongForTheEventIsLeftForTheNext() {
        fillUpTo(6_291_457);

        assertThat(assemble(100).batch()).isEqualTo(Specs.batch(shard).first(1));
    }

    private void fillUpTo(int bytes) {
        var empty = new FakeShard(FakeTime.standing(), Specs.SHARD)
                .put("", new byte[0])
                .put("", new byte[0]);
        var room = (int) (bytes - writer.size(Specs.batch(empty)));
        shard.put("", new byte[0]);
        shard.put("k".repeat(room % 4), new byte[room / 4 * 3]);
    }

    @Test
    void aRecordTooLargeForAnyInvocationIsABatchOfItsOwn() {
        shard.put("large", new byte[5_000_000]);
        shard.putAll("small");

        assertThat(assemble(100).batch()).isEqualTo(Specs.batch(shard).first(1));
    }

    @Test
    void aRecordTooLargeForAnyInvocationIsNotAddedToOthers() {
        shard.putAll("small");
        shard.put("large", new byte[5_000_000]);

        assertThat(assemble(100).batch()).isEqualTo(Specs.batch(shard).first(1));
    }

    private BatchAssembler assemble(int size) {
        var assembler = new BatchAssembler(writer, size);
        for (var record : Specs.batch(shard).records()) {
            if (!assembler.offer(record)) {
                break;
            }
        }
        return assembler;
    }
}
