package dev.kinesislake.lab.aws.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import dev.kinesislake.lab.aws.mapping.MappingSpec.Batching;
import dev.kinesislake.lab.aws.mapping.MappingSpec.ErrorHandling;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KinesisEventWriterTest {

    private final FakeTime time = FakeTime.standing();
    private final FakeShard shard = new FakeShard(time, Specs.SHARD);
    private final KinesisEventWriter writer =
            new KinesisEventWriter(Specs.SHARD, Specs.spec(Batching.DEFAULT, ErrorHandling.DEFAULT), Specs.ROLE);

    @Test
    void anEventIsWrittenAsLambdaWritesIt() {
        shard.put("a", "Hello, this is a test.");

        assertThat(new String(writer.write(Specs.batch(shard)), UTF_8)).isEqualTo("""
                        {"Records":[{"kinesis":{"kinesisSchemaVersion":"1.0","partitionKey":"a","sequenceNumber":"1000",\
                        "data":"SGVsbG8sIHRoaXMgaXMgYSB0ZXN0Lg==","approximateArrivalTimestamp":1795433611.123},\
                        "eventSource":"aws:kinesis","eventVersion":"1.0","eventID":"shardId-000000000000:1000",\
                        "eventName":"aws:kinesis:record","invokeIdentityArn":"arn:aws:iam::000000000000:role/consumer",\
                        "awsRegion":"eu-central-1",\
                        "eventSourceARN":"arn:aws:kinesis:eu-central-1:000000000000:stream/events"}]}""");
    }

    @Test
    void theEventsOfTheJavaLibraryReadBackWhatWasPut() {
        shard.put("a", "one");
        time.advance(Duration.ofMillis(877));
        shard.put("ключ \"b\"\n\u0001\uD83D\uDE00", new byte[] {0, -1, 127, -128});
        shard.put("", new byte[0]);

        var event = LambdaEventSerializers.serializerFor(
                        KinesisEvent.class, getClass().getClassLoader())
                .fromJson(new ByteArrayInputStream(writer.write(Specs.batch(shard))));

        var records = shard.read(0, 10, 1000);
        var expected = new KinesisEvent();
        expected.setRecords(IntStream.range(0, records.size())
                .mapToObj(offset -> {
                    var put = records.get(offset);
                    var kinesis = new KinesisEvent.Record();
                    kinesis.setKinesisSchemaVersion("1.0");
                    kinesis.setPartitionKey(put.partitionKey());
                    kinesis.setSequenceNumber(put.sequenceNumber());
                    kinesis.setData(ByteBuffer.wrap(put.data()));
                    kinesis.setApproximateArrivalTimestamp(Date.from(put.arrival()));
                    var record = new KinesisEvent.KinesisEventRecord();
                    record.setKinesis(kinesis);
                    record.setEventSource("aws:kinesis");
                    record.setEventVersion("1.0");
                    record.setEventID(Specs.SHARD + ":" + put.sequenceNumber());
                    record.setEventName("aws:kinesis:record");
                    record.setInvokeIdentityArn(Specs.ROLE);
                    record.setAwsRegion("eu-central-1");
                    record.setEventSourceARN(Specs.STREAM);
                    return record;
                })
                .toList());
        assertThat(event).isEqualTo(expected);
    }

    @Test
    void theSizeIsKnownToTheByteBeforeWriting() {
        for (var key : List.of(
                "", "plain", "with \"quotes\" and \\", "Grüße\t", "\u0000\u001f\u007f", "\uD83D\uDE00", "\uD83D")) {
            for (var length = 0; length < 5; length++) {
                shard.put(key, new byte[length]);
            }
        }
        var batch = Specs.batch(shard);

        assertThat(writer.write(batch).length).isEqualTo((int) writer.size(batch));
        for (var i = 0; i < batch.size(); i++) {
            var one = Batch.of(List.of(batch.records().get(i)));
            // The comma that the only record doesn't need is in the envelope.
            assertThat(writer.write(one).length).isEqualTo((int) writer.size(one));
        }
    }
}
