package dev.kinesislake.redrive.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.UserRecord;
import dev.kinesislake.redrive.failed.StoredBatches;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Section c was unknown, and is allowed now. */
class RowCheckTest {

    private final Deliveries deliveries = new Deliveries();

    @BeforeEach
    void fail() {
        deliveries.store("c1");
    }

    @Test
    void aFailedRowAloneIsNowhere() throws Exception {
        assertThat(find("c1")).isEqualTo(new RowCheck.Nowhere());
    }

    @Test
    @DisplayName("A row of a waiting batch is stored by the batch's redrive")
    void rowOfAWaitingBatch() throws Exception {
        var batch = deliveries.discard("c1", "a2");

        assertThat(find("c1")).isEqualTo(new RowCheck.InBatch(batch));
        assertThat(find("c3")).isEqualTo(new RowCheck.Nowhere());
        assertThat(find("x1")).isEqualTo(new RowCheck.Nowhere());
    }

    @Test
    @DisplayName("A row of a batch that is redriven is in the lake")
    void rowOfARedrivenBatch() throws Exception {
        var batch = deliveries.discard("c1", "a2");
        deliveries.sections = Set.of("a", "b", "c");
        deliveries.store("c1", "a2");
        new StoredBatches(deliveries.failed).noteRedriven(batch);

        assertThat(find("c1")).isEqualTo(new RowCheck.InLake());
    }

    @Test
    @DisplayName("A row of a batch that was redriven before its section was allowed is nowhere")
    void rowOfABatchRedrivenBefore() throws Exception {
        var batch = deliveries.discard("c1", "a2");
        deliveries.store("c1", "a2");
        new StoredBatches(deliveries.failed).noteRedriven(batch);

        assertThat(find("c1")).isEqualTo(new RowCheck.Nowhere());
    }

    @Test
    @DisplayName("A row of a batch that is left alone is nowhere, for no redrive stores it")
    void rowOfABatchThatIsLeftAlone() throws Exception {
        deliveries.discard("c1", "a2");
        deliveries.store("c1", "a2", "a3");

        assertThat(find("c1")).isEqualTo(new RowCheck.Nowhere());
    }

    @Test
    @DisplayName("A row of a batch that is redriven while rows are being sent isn't sent")
    void rowOfABatchThatIsRedrivenMeanwhile() throws Exception {
        var batch = deliveries.discard("c1", "c2");
        var check = new RowCheck(deliveries.lake, deliveries.failed, Set.of("a", "b", "c"));
        assertThat(check.find(Deliveries.record("c1"))).isEqualTo(new RowCheck.InBatch(batch));
        deliveries.sections = Set.of("a", "b", "c");
        deliveries.store("c1", "c2");
        new StoredBatches(deliveries.failed).noteRedriven(batch);

        assertThat(check.find(Deliveries.record("c2"))).isEqualTo(new RowCheck.InBatch(batch));
    }

    @Test
    @DisplayName("A row of an earlier version that is several events now is stored by the redrive of its batch")
    void severalEventsOfAWaitingBatch() throws Exception {
        deliveries.storeAsOneRowEach("n1");
        var batch = deliveries.discard("n1", "a2");

        assertThat(find("n1")).isEqualTo(new RowCheck.InBatch(batch));
    }

    @Test
    @DisplayName("A row of an earlier version whose events its batch's redrive has stored is in the lake")
    void severalEventsInTheLake() throws Exception {
        deliveries.storeAsOneRowEach("n1");
        assertThat(find("n1")).isEqualTo(new RowCheck.Nowhere());
        var batch = deliveries.discard("n1", "a2");
        deliveries.store("n1", "a2");
        new StoredBatches(deliveries.failed).noteRedriven(batch);

        assertThat(find("n1")).isEqualTo(new RowCheck.InLake());
    }

    @Test
    @DisplayName("Another event of its record in the lake is not the row's")
    void anotherPartOfTheRecord() throws Exception {
        deliveries.store("n1");

        assertThat(find(part("a1", 0))).isEqualTo(new RowCheck.InLake());
        assertThat(find(part("a1", 2))).isEqualTo(new RowCheck.Nowhere());
    }

    @Test
    @DisplayName("A user record that was alone in its aggregate had a number in earlier versions")
    void aloneInItsAggregate() throws Exception {
        deliveries.store("a1");

        assertThat(find(part("a1", 0))).isEqualTo(new RowCheck.InLake());
    }

    private static UserRecord part(String name, long number) {
        var record = Deliveries.record(name);
        var position = record.position();
        return new UserRecord(
                new Position(position.shardId(), position.sequenceNumber(), number),
                record.partitionKey(),
                record.arrivalTime(),
                record.data());
    }

    private RowCheck.Place find(String row) throws InterruptedException {
        return find(Deliveries.record(row));
    }

    private RowCheck.Place find(UserRecord row) throws InterruptedException {
        return new RowCheck(deliveries.lake, deliveries.failed, Set.of("a", "b", "c")).find(row);
    }
}
