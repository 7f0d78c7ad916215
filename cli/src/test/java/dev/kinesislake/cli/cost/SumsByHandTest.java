package dev.kinesislake.cli.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.kinesislake.cli.cost.Item.Group;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Bills at four loads, against sums from AWS's prices that use nothing of this package. Events have 900 bytes, so that each record is
 * billed as 1 KB and has 560 + 1,200 bytes in an invocation: 3,574 of them fit 6 MB.
 */
class SumsByHandTest {

    private static final double SECONDS = 730 * 3600;
    private static final double GB = 1024.0 * 1024 * 1024;

    // Records in a batch: a minute's records of a shard and the one that opens the window, but no more than 3,574.
    //         1/s: 60 / 4 + 1 = 16               100/s: 6000 / 4 + 1 = 1501
    // Objects in a batch: 3, but 3 * (1 - (2/3)^16) = 2.995 of 16 events.
    // Shards: 4 on demand, and twice the load of 50 shards at 50,000/s.
    @ParameterizedTest
    @DisplayName("On demand, a bill is within 2 % of the sum made by hand")
    @CsvSource({"1, 4, 16, 2.995", "100, 4, 1501, 3", "2000, 4, 3574, 3", "50000, 100, 3574, 3"})
    void onDemand(int eventsPerSecond, int shards, int batch, double objectsPerBatch) {
        double gb = eventsPerSecond * SECONDS * 1024 / GB;
        double kept = eventsPerSecond * 1024.0 * 144 * 3600 / GB; // six days beyond the first
        double stream = 0.04 * 730 + 0.08 * gb + 0.04 * gb + 0.10 * kept;

        check(Stacks.onDemand(), eventsPerSecond, stream, shards, batch, objectsPerBatch);
    }

    // A shard takes 1,000 records per second, 800 with some room: 1, 1, 3 and 63 shards.
    // Records in a batch: 1/s: 60 + 1 = 61; 100/s: more than fit.
    @ParameterizedTest
    @DisplayName("With shards, a bill is within 2 % of the sum made by hand")
    @CsvSource({"1, 1, 61, 3", "100, 1, 3574, 3", "2000, 3, 3574, 3", "50000, 63, 3574, 3"})
    void shards(int eventsPerSecond, int shards, int batch, double objectsPerBatch) {
        double stream = 0.015 * 730 * shards
                + 0.020 * 730 * shards // retention beyond 24 hours
                + 0.014 * eventsPerSecond * SECONDS / 1e6;

        check(Stacks.shards(shards), eventsPerSecond, stream, shards, batch, objectsPerBatch);
    }

    private static void check(
            Settings settings, int eventsPerSecond, double stream, int shards, int batch, double objectsPerBatch) {
        double events = eventsPerSecond * SECONDS;
        double batches = events / batch;
        // Each hour, each shard has a batch of two hours, which makes its objects twice.
        double puts = objectsPerBatch * (batches + 730 * shards);
        // 0.1 s for S3; the measured times of a processor, of which 1,024 MB have 0.579.
        double cpuSeconds = (Measured.CPU_MICROS_PER_EVENT * events + Measured.CPU_MICROS_PER_OBJECT * puts) / 1e6;
        double lambdaSeconds = 0.1 * batches + cpuSeconds / 0.579;
        double delivery = 0.20 * batches / 1e6
                + 0.0000133334 * lambdaSeconds // of 1 GB
                + 0.005 * puts / 1000
                + (0.50 + 0.03 * 90 / 30.4) * batches * 1000 / GB; // 1,000 bytes of log, for 90 days
        double alarms = 0.10 * 9 + 0.30 * 8;

        var bill = Bill.of(Stacks.load(eventsPerSecond), settings, 1, Stacks.PRICES);
        assertThat(bill.usd(Group.STREAM)).isCloseTo(stream, withinPercentage(2));
        assertThat(bill.usd(Group.DELIVERY)).isCloseTo(delivery, withinPercentage(2));
        assertThat(bill.usd(Group.FIXED)).isCloseTo(alarms, withinPercentage(0.001));
        assertThat(bill.usd(Group.STREAM, Group.DELIVERY, Group.FIXED))
                .isCloseTo(stream + delivery + alarms, withinPercentage(2));
    }

    // Objects of 1,191 rows are of 4,221 + 1,191 * 900 * 0.19356 = 211,700 bytes: more than 128 KB, so they move. The
    // months are
    // 365 days: 90 in Standard, 275 in Standard-IA.
    @ParameterizedTest
    @DisplayName("After a year, rows are stored for the sum made by hand, within 2 %")
    @CsvSource({"2000, 4", "50000, 100"})
    void storage(int eventsPerSecond, int shards) {
        double puts = 3 * (eventsPerSecond * SECONDS / 3574 + 730 * shards);
        double gbPerDay = puts * 211_700 / GB / 30.417;
        double rows = 0.023 * gbPerDay * 90 + 0.0125 * gbPerDay * 275 + 0.01 * puts / 1000;
        double accessLogs = 0.023 * puts * 12 * 600 / GB;

        assertThat(Bill.of(Stacks.load(eventsPerSecond), Stacks.onDemand(), 12, Stacks.PRICES)
                        .usd(Group.STORAGE))
                .isCloseTo(rows + accessLogs, withinPercentage(2));
    }

    // 100 events per record, of 900 * 0.141 bytes each: 12,690 bytes, billed as 13 KB.
    @ParameterizedTest
    @DisplayName("Gathered for 200 ms, data in is within 2 % of the sum made by hand")
    @CsvSource("1980, 4")
    void gathered(int eventsPerSecond, int shards) {
        double recordsPerSecond = eventsPerSecond / (1 + eventsPerSecond / (double) shards * 0.2);
        double gb = recordsPerSecond * SECONDS * 13 * 1024 / GB;

        var gathered = Stacks.onDemand().gather(Advice.GATHER);
        assertThat(Quantities.billedGb(Stacks.load(eventsPerSecond), gathered)).isCloseTo(gb, withinPercentage(2));
    }

    @ParameterizedTest
    @DisplayName("Data Firehose is within 2 % of the sum made by hand")
    @CsvSource({"1, 0.589", "2000, 1178"}) // events * 5 KB * $0.047 per GB
    void firehose(int eventsPerSecond, double usd) {
        assertThat(Rivals.firehose(Stacks.load(eventsPerSecond), Stacks.PRICES)).isCloseTo(usd, withinPercentage(2));
    }
}
