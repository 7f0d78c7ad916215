package dev.kinesislake.function.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvocationReaderTest {

    @Test
    void readsTheBatchThatTheDeveloperGuideShows() throws IOException {
        var json = """
                {"Records": [{
                  "kinesis": {
                    "kinesisSchemaVersion": "1.0",
                    "partitionKey": "1",
                    "sequenceNumber": "49590338271490256608559692538361571095921575989136588898",
                    "data": "SGVsbG8sIHRoaXMgaXMgYSB0ZXN0Lg==",
                    "approximateArrivalTimestamp": 1545084650.987
                  },
                  "eventSource": "aws:kinesis",
                  "eventVersion": "1.0",
                  "eventID": "shardId-000000000006:49590338271490256608559692538361571095921575989136588898",
                  "eventName": "aws:kinesis:record",
                  "invokeIdentityArn": "arn:aws:iam::123456789012:role/lambda-role",
                  "awsRegion": "us-east-2",
                  "eventSourceARN": "arn:aws:kinesis:us-east-2:123456789012:stream/lambda-stream"
                }]}""";

        assertThat(InvocationReader.read(stream(json)).records())
                .usingRecursiveComparison()
                .isEqualTo(List.of(new KinesisRecord(
                        "shardId-000000000006",
                        "49590338271490256608559692538361571095921575989136588898",
                        "1",
                        Instant.parse("2018-12-17T22:10:50.987Z"),
                        "Hello, this is a test.".getBytes(UTF_8))));
    }

    @Test
    void readsWhatAwssOwnTypesWrite() throws IOException {
        var kinesis = new KinesisEvent.Record();
        kinesis.setPartitionKey("a \"key\"");
        kinesis.setSequenceNumber("42");
        kinesis.setData(ByteBuffer.wrap(new byte[] {0, -1, 127}));
        kinesis.setApproximateArrivalTimestamp(Date.from(Instant.parse("2026-11-23T11:33:31Z")));
        var record = new KinesisEvent.KinesisEventRecord();
        record.setEventSourceARN("arn:aws:kinesis:eu-central-1:000000000000:stream/events");
        record.setEventID("shardId-000000000000:42");
        record.setKinesis(kinesis);
        var event = new KinesisEvent();
        event.setRecords(List.of(record));
        var json = new ByteArrayOutputStream();
        LambdaEventSerializers.serializerFor(KinesisEvent.class, getClass().getClassLoader())
                .toJson(event, json);

        assertThat(InvocationReader.read(new ByteArrayInputStream(json.toByteArray()))
                        .records())
                .usingRecursiveComparison()
                .isEqualTo(List.of(new KinesisRecord(
                        "shardId-000000000000", "42", "a \"key\"", Instant.parse("2026-11-23T11:33:31Z"), new byte[] {
                            0, -1, 127
                        })));
    }

    @Test
    void saysWhatAnInvocationLacks() {
        assertThatThrownBy(() -> InvocationReader.read(stream("{\"detail\":{}}")))
                .hasMessage("the invocation has no Records: it is no batch of an event source mapping");
        assertThatThrownBy(() -> InvocationReader.read(stream("{\"Records\":[{\"eventID\":\"shardId-0:1\"}]}")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("kinesis.sequenceNumber");
    }

    @ParameterizedTest
    @CsvSource({
        "1545084650.987, 1545084650987",
        "1545084650.9, 1545084650900",
        "1545084650, 1545084650000",
        "1545084650.9879, 1545084650987",
        "1545084650.98799999999999, 1545084650987",
        "1.545084650987E9, 1545084650987",
        "15450846509870e-4, 1545084650987",
        "-1.5, -1500",
        "99999999999999, 99999999999999000",
    })
    void readsTheArrivalToTheMillisecondHoweverItIsSpelt(String seconds, long milliseconds) throws IOException {
        assertThat(InvocationReader.read(stream(invocation("\"aGk=\"", seconds)))
                        .records())
                .extracting(KinesisRecord::arrivalTime)
                .containsExactly(Instant.ofEpochMilli(milliseconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a+/k\"", "\"a+\\/k\"", "\"\\u0061+/k\""})
    void readsDataWhateverOfItIsEscaped(String data) throws IOException {
        assertThat(InvocationReader.read(stream(invocation(data, "1"))).records())
                .extracting(record -> HexFormat.of().formatHex(record.data()))
                .containsExactly("6befe4");
    }

    @Test
    void readsDataOfAnyLength() throws IOException {
        var random = new Random(145);
        for (int length = 0; length < 3000; length++) {
            var data = new byte[length];
            random.nextBytes(data);
            var base64 = Base64.getEncoder().encodeToString(data);

            assertThat(InvocationReader.read(stream(invocation("\"" + base64 + "\"", "1")))
                            .records())
                    .extracting(KinesisRecord::data)
                    .containsExactly(data);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "aGk",
                "aGk=",
                "aGlo",
                "a",
                "a=",
                "a===",
                "aG",
                "aG=",
                "aG==",
                "aG===",
                "aGk==",
                "aGk=aGk=",
                "aGlo=",
                "aGlo====",
                "=",
                "====",
                "aGloaGloaGloa",
                "aGloaGlo aGlo",
                "aGloaGl-"
            })
    void readsOrRefusesDataAsTheJdksDecoderDoes(String data) throws IOException {
        byte[] expected;
        try {
            expected = Base64.getDecoder().decode(data);
        } catch (IllegalArgumentException refused) {
            assertThatThrownBy(() -> InvocationReader.read(stream(invocation("\"" + data + "\"", "1"))))
                    .hasMessage("a record's data is no base64");
            return;
        }
        assertThat(InvocationReader.read(stream(invocation("\"" + data + "\"", "1")))
                        .records())
                .extracting(KinesisRecord::data)
                .containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"a*b=\" | 1 | a record's data is no base64",
                "null | 1 | record 0 of the batch has no kinesis.data",
                "\"aGk=\" | true | approximateArrivalTimestamp is true, expected a number",
            })
    void saysWhatIsWrongWithARecord(String data, String seconds, String message) {
        assertThatThrownBy(() -> InvocationReader.read(stream(invocation(data, seconds))))
                .isInstanceOf(IOException.class)
                .hasMessage(message);
    }

    @Test
    void refusesAnInvocationThatEndsAnywhereInTheMiddle() {
        var whole = invocation("\"aGk=\"", "1.5");
        for (int length = 0; length < whole.length(); length++) {
            var cut = whole.substring(0, length);
            assertThatThrownBy(() -> InvocationReader.read(stream(cut))).as(cut).isInstanceOf(IOException.class);
        }
    }

    private static String invocation(String data, String seconds) {
        return "{\"other\":[1,{\"a\":\"}]\"},null],\"Records\":[{\"eventSourceARN\":\"arn:s\",\"eventID\":\"shardId-0:1\",\"kinesis\":{\"partitionKey\":\"k\","
                + "\"sequenceNumber\":\"1\",\"data\":" + data + ",\"approximateArrivalTimestamp\":" + seconds + "}}]}";
    }

    private static InputStream stream(String json) {
        return new ByteArrayInputStream(json.getBytes(UTF_8));
    }
}
