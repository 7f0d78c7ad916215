package dev.kinesislake.lab.aws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.kinesislake.lab.aws.iam.Permissions;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.ExpiredNextTokenException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardFilterType;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamMode;

/** What the AWS SDK may expect of the endpoint, whichever format it speaks. */
abstract class KinesisClientContract {

    private static final String ACCOUNT = "123456789012";
    private static final String ARN = "arn:aws:kinesis:eu-west-1:123456789012:stream/visits";
    private static final String FIRST = "shardId-000000000000";

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock();
    private final Set<String> contentTypes = new TreeSet<>();
    private KinesisStreams streams;
    private KinesisServer server;
    private KinesisClient client;

    abstract String contentType();

    @BeforeEach
    void start() throws IOException {
        start(ShardLimits.NONE, accessKeyId -> Permissions.ALL);
    }

    private void start(ShardLimits limits, Function<String, Permissions> permissions) throws IOException {
        streams = KinesisStreams.open(folder, "eu-west-1", ACCOUNT, clock, limits);
        server = KinesisServer.start(0, streams, permissions);
        client = KinesisClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("producer", "secret")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(config -> config.retryStrategy(retries -> retries.maxAttempts(1))
                        .addExecutionInterceptor(new ContentTypes(contentTypes)))
                .build();
    }

    private void restart(ShardLimits limits, Function<String, Permissions> permissions) throws IOException {
        stop();
        start(limits, permissions);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        streams.close();
    }

    @Test
    void theClientSpeaksTheFormatThatThisContractIsAbout() {
        client.listStreams();

        assertThat(contentTypes).containsExactly(contentType());
    }

    @Test
    void whatIsPutIsReadBackByteForByte() {
        streams.create(StreamSettings.provisioned("visits", 1));
        var all256 = new byte[256];
        IntStream.range(0, 256).forEach(i -> all256[i] = (byte) i);
        var data = SdkBytes.fromByteArray(all256);
        var put = client.putRecord(
                b -> b.streamName("visits").partitionKey("ключ 🛒").data(data));
        clock.advance(Duration.ofMillis(77));

        var read = client.getRecords(b -> b.shardIterator(iterator(ShardIteratorType.TRIM_HORIZON)));

        assertThat(put.shardId()).isEqualTo(FIRST);
        assertThat(put.encryptionTypeAsString()).isEqualTo("NONE");
        assertThat(read.records())
                .containsExactly(Record.builder()
                        .sequenceNumber(put.sequenceNumber())
                        .partitionKey("ключ 🛒")
                        .data(data)
                        .approximateArrivalTimestamp(SettableClock.START)
                        .encryptionType("NONE")
                        .build());
        assertThat(read.millisBehindLatest()).isZero();
    }

    @Test
    void fiveHundredRecordsGoOverAllShardsInOneRequest() {
        streams.create(StreamSettings.onDemand("visits"));
        var entries = IntStream.range(0, 500)
                .mapToObj(i -> entry("key " + i, "record " + i))
                .toList();

        var put = client.putRecords(b -> b.streamARN(ARN).records(entries));

        assertThat(put.failedRecordCount()).isZero();
        assertThat(put.records()).hasSize(500).allMatch(record -> record.errorCode() == null);
        var read = new ArrayList<String>();
        for (var shard : client.listShards(b -> b.streamName("visits")).shards()) {
            var iterator = client.getShardIterator(b ->
                            b.streamARN(ARN).shardId(shard.shardId()).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                    .shardIterator();
            client.getRecords(b -> b.shardIterator(iterator).streamARN(ARN))
                    .records()
                    .forEach(record -> read.add(record.data().asUtf8String()));
        }
        assertThat(read)
                .containsExactlyInAnyOrderElementsOf(entries.stream()
                        .map(entry -> entry.data().asUtf8String())
                        .toList());
    }

    @Test
    void aRequestWithOneBadRecordStoresNone() {
        var stream = streams.create(StreamSettings.provisioned("visits", 1));
        var tooBig = PutRecordsRequestEntry.builder()
                .partitionKey("k")
                .data(SdkBytes.fromByteArray(new byte[1_048_576]))
                .build();
        var noHashKey = entry("a", "1").toBuilder()
                .explicitHashKey(HashKey.COUNT.toString())
                .build();

        assertThatThrownBy(() -> put(List.of(entry("a", "1"), tooBig)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("Record size is 1048577 bytes including the partition key, allowed are 1048576");
        assertThatThrownBy(() -> put(List.of(entry("a", "1"), noHashKey)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("ExplicitHashKey must be in the range");
        assertThatThrownBy(() -> put(List.of(entry("a", "1"), entry("k".repeat(257), "2"))))
                .hasMessageContaining(
                        "at 'records.2.member.partitionKey' failed to satisfy constraint: Member must have"
                                + " length less than or equal to 256");
        assertThatThrownBy(() -> put(List.of(entry("a", "1"), entry(null, "2"))))
                .hasMessageContaining("Value null at 'records.2.member.partitionKey'");
        assertThat(stream.shards().get(0).end()).isZero();
    }

    @Test
    void aRecordMayBeAsBigAsTheStreamAllowsAndARequestTenMebibytes() {
        streams.create(StreamSettings.provisioned("visits", 1).withMaxRecordKiB(10_240));
        var biggest = new byte[10 * 1_048_576 - 3];
        new Random(7).nextBytes(biggest);
        var data = SdkBytes.fromByteArrayUnsafe(biggest);
        var whole = PutRecordsRequestEntry.builder().partitionKey("key").data(data);
        put(List.of(whole.build()));

        assertThatThrownBy(() -> put(List.of(whole.build(), entry("k", ""))))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("Records have 10485761 bytes including partition keys, allowed are 10485760");
        put(List.of(entry("k", "small")));
        var first = client.getRecords(b -> b.shardIterator(iterator(ShardIteratorType.TRIM_HORIZON)));
        assertThat(first.records()).extracting(Record::data).containsExactly(data);
        assertThat(first.millisBehindLatest()).isPositive();
        assertThat(texts(client.getRecords(b -> b.shardIterator(first.nextShardIterator()))))
                .containsExactly("small");
    }

    @Test
    void moreThanFiveHundredRecordsAreRefused() {
        streams.create(StreamSettings.provisioned("visits", 1));
        var entries = IntStream.range(0, 501).mapToObj(i -> entry("k", "x")).toList();

        assertThatThrownBy(() -> put(entries)).satisfies(error("ValidationException", 400));
        assertThatThrownBy(() -> put(List.of())).satisfies(error("ValidationException", 400));
    }

    @Test
    void iteratorsOfEveryTypeBeginWhereTheySay() {
        streams.create(StreamSettings.provisioned("visits", 1));
        var sequenceNumbers = new ArrayList<String>();
        for (int i = 0; i < 4; i++) {
            sequenceNumbers.add(put(List.of(entry("k", "r" + i))).get(0).sequenceNumber());
            clock.advance(Duration.ofSeconds(1));
        }
        var third = sequenceNumbers.get(2);
        var opening = client.listShards(b -> b.streamName("visits"))
                .shards()
                .get(0)
                .sequenceNumberRange()
                .startingSequenceNumber();

        assertThat(readFrom(b -> b.shardIteratorType(ShardIteratorType.TRIM_HORIZON)))
                .containsExactly("r0", "r1", "r2", "r3");
        assertThat(readFrom(b -> b.shardIteratorType(ShardIteratorType.LATEST))).isEmpty();
        assertThat(readFrom(b -> b.shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)
                        .startingSequenceNumber(third)))
                .containsExactly("r2", "r3");
        assertThat(readFrom(b -> b.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                        .startingSequenceNumber(third)))
                .containsExactly("r3");
        assertThat(readFrom(b -> b.shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)
                        .startingSequenceNumber(opening)))
                .containsExactly("r0", "r1", "r2", "r3");
        assertThat(readFrom(b -> b.shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                        .timestamp(SettableClock.START.plusMillis(1_000))))
                .containsExactly("r1", "r2", "r3");
        assertThat(readFrom(b -> b.shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                        .timestamp(SettableClock.START.plusMillis(1_001))))
                .containsExactly("r2", "r3");
    }

    @Test
    void iteratorsThatCantBeAreRefused() {
        streams.create(StreamSettings.provisioned("visits", 2));
        var other = client.putRecord(b -> b.streamName("visits")
                        .partitionKey("k")
                        .explicitHashKey(HashKey.MAX.toString())
                        .data(SdkBytes.fromUtf8String("x")))
                .sequenceNumber();

        assertThatThrownBy(() -> readFrom(b -> b.shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)
                        .startingSequenceNumber(other)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("is invalid because it did not come from this stream");
        assertThatThrownBy(() -> readFrom(b -> b.shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> readFrom(
                        b -> b.shardIteratorType(ShardIteratorType.LATEST).startingSequenceNumber(other)))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> readFrom(b -> b.shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                        .timestamp(SettableClock.START.plusMillis(1))))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> readFrom(b -> b.shardIteratorType("SOMEWHERE")))
                .satisfies(error("ValidationException", 400));
        assertThatThrownBy(() -> readFrom(
                        b -> b.shardIteratorType(ShardIteratorType.LATEST).shardId("shardId-000000000007")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> client.getRecords(b -> b.shardIterator("AAAA")))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("Invalid ShardIterator.");
    }

    @Test
    void readingGoesOnWithTheNextIterator() {
        streams.create(StreamSettings.provisioned("visits", 1));
        put(List.of(entry("k", "r0"), entry("k", "r1"), entry("k", "r2")));
        clock.advance(Duration.ofSeconds(3));

        var first = client.getRecords(
                b -> b.shardIterator(iterator(ShardIteratorType.TRIM_HORIZON)).limit(2));
        var second = client.getRecords(b -> b.shardIterator(first.nextShardIterator()));
        var third = client.getRecords(b -> b.shardIterator(second.nextShardIterator()));
        put(List.of(entry("k", "r3")));
        var fourth = client.getRecords(b -> b.shardIterator(third.nextShardIterator()));

        assertThat(List.of(texts(first), texts(second), texts(third), texts(fourth)))
                .containsExactly(List.of("r0", "r1"), List.of("r2"), List.of(), List.of("r3"));
        assertThat(first.millisBehindLatest()).isEqualTo(3_000);
        assertThat(second.millisBehindLatest()).isZero();
    }

    @Test
    void anIteratorLivesForFiveMinutes() {
        streams.create(StreamSettings.provisioned("visits", 1));
        var iterator = iterator(ShardIteratorType.LATEST);
        clock.advance(Duration.ofMinutes(5));
        client.getRecords(b -> b.shardIterator(iterator));
        clock.advance(Duration.ofMillis(1));

        assertThatThrownBy(() -> client.getRecords(b -> b.shardIterator(iterator)))
                .isInstanceOf(ExpiredIteratorException.class);
    }

    @Test
    void anIteratorOfADeletedStreamIsGoneForItsNamesakeToo() {
        streams.create(StreamSettings.provisioned("visits", 1));
        var iterator = iterator(ShardIteratorType.LATEST);
        streams.delete("visits");
        assertThatThrownBy(() -> client.getRecords(b -> b.shardIterator(iterator)))
                .isInstanceOf(ResourceNotFoundException.class);
        streams.create(StreamSettings.provisioned("visits", 1));

        assertThatThrownBy(() -> client.getRecords(b -> b.shardIterator(iterator)))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void aClosedShardEndsWithItsChildren() {
        var stream = streams.create(StreamSettings.provisioned("visits", 1));
        put(List.of(entry("k", "r0"), entry("k", "r1")));
        stream.split(FIRST, BigInteger.TEN);

        var first = client.getRecords(
                b -> b.shardIterator(iterator(ShardIteratorType.TRIM_HORIZON)).limit(1));
        var last = client.getRecords(b -> b.shardIterator(first.nextShardIterator()));

        assertThat(texts(last)).containsExactly("r1");
        assertThat(last.nextShardIterator()).isNull();
        assertThat(last.childShards())
                .extracting(
                        ChildShard::shardId,
                        ChildShard::parentShards,
                        child -> child.hashKeyRange().startingHashKey(),
                        child -> child.hashKeyRange().endingHashKey())
                .containsExactly(
                        tuple("shardId-000000000001", List.of(FIRST), "0", "9"),
                        tuple("shardId-000000000002", List.of(FIRST), "10", HashKey.MAX.toString()));
    }

    @Test
    void shardFiltersTellOpenOnesFromClosedOnes() {
        var stream = streams.create(StreamSettings.provisioned("visits", 1));
        var created = clock.instant();
        clock.advance(Duration.ofHours(1));
        stream.split(FIRST, BigInteger.TEN);
        var split = clock.instant();
        clock.advance(Duration.ofHours(1));
        stream.merge("shardId-000000000001", "shardId-000000000002");

        assertThat(shards(ShardFilterType.FROM_TRIM_HORIZON)).isEqualTo("0123");
        assertThat(shards(ShardFilterType.AT_TRIM_HORIZON)).isEqualTo("0");
        assertThat(shards(ShardFilterType.AT_LATEST)).isEqualTo("3");
        assertThat(ids(client.listShards(
                                b -> b.streamName("visits").shardFilter(f -> f.type(ShardFilterType.AFTER_SHARD_ID)
                                        .shardId("shardId-000000000001")))
                        .shards()))
                .isEqualTo("23");
        assertThat(shards(ShardFilterType.AT_TIMESTAMP, created.plusSeconds(1))).isEqualTo("0");
        assertThat(shards(ShardFilterType.AT_TIMESTAMP, split.plusMillis(1))).isEqualTo("12");
        assertThat(shards(ShardFilterType.FROM_TIMESTAMP, split.plusMillis(1))).isEqualTo("123");
        clock.advance(Duration.ofHours(23).plusMillis(1));
        assertThat(ids(client.listShards(b -> b.streamName("visits")).shards())).isEqualTo("123");
        assertThat(shards(ShardFilterType.AT_TRIM_HORIZON)).isEqualTo("12");
        assertThatThrownBy(() -> shards(ShardFilterType.AT_TIMESTAMP)).isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void aClosedShardTellsItsParentsAndItsLastSequenceNumber() {
        var stream = streams.create(StreamSettings.provisioned("visits", 2));
        stream.merge(FIRST, "shardId-000000000001");
        var shards = client.listShards(b -> b.streamName("visits")).shards();

        assertThat(shards)
                .extracting(
                        Shard::shardId,
                        Shard::parentShardId,
                        Shard::adjacentParentShardId,
                        shard -> shard.sequenceNumberRange().endingSequenceNumber() != null)
                .containsExactly(
                        tuple(FIRST, null, null, true),
                        tuple("shardId-000000000001", null, null, true),
                        tuple("shardId-000000000002", FIRST, "shardId-000000000001", false));
    }

    @Test
    void shardsComeInPagesWhoseTokensLiveForFiveMinutes() {
        streams.create(StreamSettings.provisioned("visits", 5));
        var first = client.listShards(
                b -> b.streamName("visits").maxResults(2).shardFilter(f -> f.type(ShardFilterType.AT_LATEST)));
        var second = client.listShards(b -> b.nextToken(first.nextToken()).maxResults(2));
        var third = client.listShards(b -> b.nextToken(second.nextToken()));

        assertThat(List.of(ids(first.shards()), ids(second.shards()), ids(third.shards())))
                .containsExactly("01", "23", "4");
        assertThat(third.nextToken()).isNull();
        assertThatThrownBy(() ->
                        client.listShards(b -> b.nextToken(first.nextToken()).streamName("visits")))
                .isInstanceOf(InvalidArgumentException.class);
        clock.advance(Duration.ofMinutes(5).plusMillis(1));
        assertThatThrownBy(() -> client.listShards(b -> b.nextToken(first.nextToken())))
                .isInstanceOf(ExpiredNextTokenException.class);
    }

    @Test
    void aStreamIsDescribedAsItIs() {
        streams.create(
                new StreamSettings("visits", dev.kinesislake.lab.aws.kinesis.StreamMode.ON_DEMAND, 4, 48, 2_048, "k"));
        var description =
                client.describeStream(b -> b.streamName("visits").limit(3)).streamDescription();
        var summary = client.describeStreamSummary(b -> b.streamARN(ARN)).streamDescriptionSummary();

        assertThat(ids(description.shards())).isEqualTo("012");
        assertThat(description.hasMoreShards()).isTrue();
        assertThat(List.of(
                        description.streamName(),
                        description.streamARN(),
                        description.streamStatusAsString(),
                        description.retentionPeriodHours(),
                        description.streamCreationTimestamp(),
                        description.encryptionTypeAsString(),
                        description.keyId()))
                .containsExactly("visits", ARN, "ACTIVE", 48, SettableClock.START, "KMS", "k");
        assertThat(List.of(
                        summary.streamName(),
                        summary.openShardCount(),
                        summary.streamModeDetails().streamMode(),
                        summary.streamCreationTimestamp(),
                        summary.maxRecordSizeInKiB(),
                        summary.consumerCount()))
                .containsExactly("visits", 4, StreamMode.ON_DEMAND, SettableClock.START, 2_048, 0);
    }

    @Test
    void streamsAreListedInPages() {
        List.of("c", "a", "b").forEach(name -> streams.create(StreamSettings.provisioned(name, 1)));
        var first = client.listStreams(b -> b.limit(2));
        var second = client.listStreams(b -> b.nextToken(first.nextToken()));

        assertThat(first.streamNames()).containsExactly("a", "b");
        assertThat(first.hasMoreStreams()).isTrue();
        assertThat(second.streamNames()).containsExactly("c");
        assertThat(second.hasMoreStreams()).isFalse();
        assertThat(client.listStreams(b -> b.exclusiveStartStreamName("a")).streamNames())
                .containsExactly("b", "c");
    }

    @Test
    void aStreamThatIsntThereIsNotFound() {
        assertThatThrownBy(() -> put(List.of(entry("k", "x"))))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Stream visits under account 123456789012 not found.");
        assertThatThrownBy(() -> client.describeStreamSummary(
                        b -> b.streamARN("arn:aws:kinesis:us-east-1:123456789012:stream/visits")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void aRequestThatNamesNoStreamOrTwoIsRefused() {
        streams.create(StreamSettings.provisioned("visits", 1));

        assertThatThrownBy(() -> client.describeStreamSummary(b -> {})).isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(
                        () -> client.describeStreamSummary(b -> b.streamARN(ARN).streamName("others")))
                .isInstanceOf(InvalidArgumentException.class);
        assertThat(client.describeStreamSummary(b -> b.streamARN(ARN).streamName("visits"))
                        .streamDescriptionSummary()
                        .streamName())
                .isEqualTo("visits");
    }

    @Test
    void allThatIsOutOfBoundsIsToldAtOnce() {
        assertThatThrownBy(() -> client.describeStream(b -> b.streamName("a b").limit(10_001)))
                .satisfies(error("ValidationException", 400))
                .hasMessageContaining("2 validation errors detected: Value 'a b' at 'streamName' failed to satisfy"
                        + " constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value '10001' at"
                        + " 'limit' failed to satisfy constraint: Member must have value less than or equal to 10000");
    }

    @Test
    void limitsFailSingleRecordsOfABatchAndThrowOnASingleRecord() throws IOException {
        restart(new ShardLimits(2, 1_000), accessKeyId -> Permissions.ALL);
        streams.create(StreamSettings.provisioned("visits", 1));
        var put = client.putRecords(
                b -> b.streamName("visits").records(entry("k", "1"), entry("k", "2"), entry("k", "3")));

        assertThat(put.failedRecordCount()).isEqualTo(1);
        assertThat(put.records())
                .extracting(PutRecordsResultEntry::errorCode, PutRecordsResultEntry::errorMessage)
                .containsExactly(
                        tuple(null, null),
                        tuple(null, null),
                        tuple(
                                "ProvisionedThroughputExceededException",
                                "Rate exceeded for shard shardId-000000000000 in stream visits under account"
                                        + " 123456789012."));
        assertThatThrownBy(() -> client.putRecord(
                        b -> b.streamName("visits").partitionKey("k").data(SdkBytes.fromUtf8String("4"))))
                .isInstanceOf(ProvisionedThroughputExceededException.class);
    }

    @Test
    void aCallerDoesWhatItsPermissionsAllowAndNothingElse() throws IOException {
        restart(
                ShardLimits.NONE,
                accessKeyId -> (action, resource) ->
                        accessKeyId.equals("producer") && action.equals("kinesis:PutRecords") && resource.equals(ARN));
        streams.create(StreamSettings.provisioned("visits", 1));
        streams.create(StreamSettings.provisioned("others", 1));

        assertThat(put(List.of(entry("k", "x")))).hasSize(1);
        assertThatThrownBy(() -> client.putRecords(b -> b.streamName("others").records(entry("k", "x"))))
                .satisfies(error("AccessDeniedException", 400))
                .hasMessageContaining("User: producer is not authorized to perform: kinesis:PutRecords on resource:"
                        + " arn:aws:kinesis:eu-west-1:123456789012:stream/others");
        assertThatThrownBy(() -> iterator(ShardIteratorType.LATEST)).satisfies(error("AccessDeniedException", 400));
        assertThatThrownBy(() -> client.listStreams()).satisfies(error("AccessDeniedException", 400));
    }

    @Test
    void anOperationThatIsNotHereSaysWhichOnesAre() {
        assertThatThrownBy(() -> client.createStream(b -> b.streamName("visits").shardCount(1)))
                .satisfies(error("UnknownOperationException", 400))
                .hasMessageContaining("X-Amz-Target is 'Kinesis_20131202.CreateStream', known here are");
    }

    private List<PutRecordsResultEntry> put(List<PutRecordsRequestEntry> entries) {
        return client.putRecords(b -> b.streamName("visits").records(entries)).records();
    }

    private static PutRecordsRequestEntry entry(@Nullable String partitionKey, String data) {
        return PutRecordsRequestEntry.builder()
                .partitionKey(partitionKey)
                .data(SdkBytes.fromUtf8String(data))
                .build();
    }

    private String iterator(ShardIteratorType type) {
        return client.getShardIterator(
                        b -> b.streamName("visits").shardId(FIRST).shardIteratorType(type))
                .shardIterator();
    }

    private List<String> readFrom(Consumer<GetShardIteratorRequest.Builder> where) {
        var iterator = client.getShardIterator(b -> {
                    b.streamName("visits").shardId(FIRST);
                    where.accept(b);
                })
                .shardIterator();
        return texts(client.getRecords(b -> b.shardIterator(iterator)));
    }

    private static List<String> texts(GetRecordsResponse response) {
        return response.records().stream()
                .map(record -> record.data().asUtf8String())
                .toList();
    }

    private String shards(ShardFilterType type) {
        return ids(client.listShards(b -> b.streamName("visits").shardFilter(f -> f.type(type)))
                .shards());
    }

    private String shards(ShardFilterType type, Instant timestamp) {
        return ids(client.listShards(b ->
                        b.streamName("visits").shardFilter(f -> f.type(type).timestamp(timestamp)))
                .shards());
    }

    /** The last digits of the shard ids. */
    private static String ids(List<Shard> shards) {
        return String.join(
                "",
                shards.stream()
                        .map(shard -> shard.shardId().substring(FIRST.length() - 1))
                        .toList());
    }

    private static Consumer<Throwable> error(String code, int status) {
        return thrown -> {
            assertThat(thrown).isInstanceOf(KinesisException.class);
            var error = (KinesisException) thrown;
            assertThat(error.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(error.statusCode()).isEqualTo(status);
            assertThat(error.requestId()).isNotBlank();
        };
    }

    private record ContentTypes(Set<String> seen) implements ExecutionInterceptor {

        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            context.httpRequest().firstMatchingHeader("Content-Type").ifPresent(seen::add);
        }
    }
}
