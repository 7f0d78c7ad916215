package dev.kinesislake.function.encode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.squareup.moshi.Json;
import dev.kinesislake.function.ParquetObject;
import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.EventDecoder;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.UserRecord;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventParquetTest {

    private static final Instant ARRIVAL = Instant.parse("2026-11-23T11:33:31.120Z");

    @Test
    void hasAColumnForThePositionTheArrivalEachValueOfThePayloadAndTheEvent() throws IOException {
        assertThat(ParquetObject.of(new EventParquet().encode(List.of(event("{}")), "attempt"))
                        .schema())
                .isEqualTo("""
                        message event {
                          required binary shard_id (STRING);
                          required binary sequence_number (STRING);
                          optional int64 sub_sequence_number;
                          required int64 arrival_time (TIMESTAMP(MICROS,true));
                          required binary uuid (STRING);
                          optional binary userid (STRING);
                          optional binary email_id (STRING);
                          optional binary contact (STRING);
                          optional binary session_time (STRING);
                          optional binary legacy_account (STRING);
                          optional binary membership_status (STRING);
                          optional binary is_cart_empty (STRING);
                          optional binary sys_type (STRING);
                          required binary event (STRING);
                        }
                        """);
    }

    @Test
    void hasAColumnMoreWhereThePayloadsTypeHasAMemberMore() throws IOException {
        record Wider(
                @Nullable String userid,
                @Json(name = "device_model") @Nullable String deviceModel,
                @Nullable Integer clicks,
                @Nullable List<String> pages) {}

        var object = ParquetObject.of(new EventParquet(Wider.class)
                .encode(List.of(event("{\"clicks\":7,\"device_model\":\"X\",\"pages\":[\"a\"]}")), "attempt"));

        assertThat(object.rows("userid", "device_model", "clicks")).containsExactly(Arrays.asList(null, "X", "7"));
        assertThat(object.schema()).doesNotContain("pages", "email_id");
    }

    @Test
    void refusesATypeWhoseMemberHasTheNameOfAnotherColumn() {
        record Clashing(@Nullable String hour) {}

        assertThatThrownBy(() -> new EventParquet(Clashing.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two columns would have the name hour");
    }

    @Test
    void writesWhereARowComesFromAndItsEventInCompactForm() throws IOException {
        var json =
                " { \"payload\" : { \"n\" : 1.0 , \"n\" : 2 } , \"metadata\" : { \"uuid\" : \"1\\u00345\" , \"section\" : \"S\" } } ";
        var object =
                ParquetObject.of(new EventParquet().encode(List.of(decode(json, null), decode(json, 3L)), "attempt"));

        var event = "{\"payload\":{\"n\":1.0,\"n\":2},\"metadata\":{\"uuid\":\"1\\u00345\",\"section\":\"S\"}}";
        assertThat(object.rows("shard_id", "sequence_number", "sub_sequence_number", "arrival_time", "uuid", "event"))
                .containsExactly(
                        Arrays.asList("shardId-000000000000", "495", null, "1795433611120000", "145", event),
                        Arrays.asList("shardId-000000000000", "495", "3", "1795433611120000", "145", event));
    }

    @Test
    void writesAStringAsItIsANumberOrABooleanAsSpeltAndNullForAnythingElse() throws IOException {
        var payload = "{\"userid\":\"caf\u00e9 \\\"\\u0000\\ud83d\\ude00\\n\",\"email_id\":1.50e+3,\"contact\":true,"
                + "\"session_time\":null,\"legacy_account\":{\"a\":1},\"membership_status\":[],\"sys_type\":\"\"}";

        assertThat(ParquetObject.of(new EventParquet().encode(List.of(event(payload)), "attempt"))
                        .rows(
                                "userid",
                                "email_id",
                                "contact",
                                "session_time",
                                "legacy_account",
                                "membership_status",
                                "is_cart_empty",
                                "sys_type"))
                .containsExactly(
                        Arrays.asList("caf\u00e9 \"\0\ud83d\ude00\n", "1.50e+3", "true", null, null, null, null, ""));
    }

    @Test
    void takesTheLastOfAMemberThatThePayloadNamesTwiceHoweverItIsSpelt() throws IOException {
        var payload = "{\"userid\":\"first\",\"user\\u0069d\":\"last\",\"contact\":\"first\",\"contact\":[]}";

        assertThat(ParquetObject.of(new EventParquet().encode(List.of(event(payload)), "attempt"))
                        .rows("userid", "contact"))
                .containsExactly(Arrays.asList("last", null));
    }

    @Test
    void givesTheSameBytesForTheSameRows() throws IOException {
        var rows = events(1000);

        assertThat(new EventParquet().encode(rows, "attempt")).isEqualTo(new EventParquet().encode(rows, "attempt"));
    }

    @Test
    void putsManyRowsIntoOneRowGroup() throws IOException {
        var rows = events(30_000);
        var object = ParquetObject.of(new EventParquet().encode(rows, "attempt"));

        assertThat(object.rowGroups()).isEqualTo(1);
        assertThat(object.rows("event"))
                .isEqualTo(rows.stream()
                        .map(row -> List.of(row.event().toString()))
                        .toList());
    }

    private static List<Decoded.Valid> events(int count) {
        var rows = new ArrayList<Decoded.Valid>();
        for (int i = 0; i < count; i++) {
            rows.add(event("{\"userid\":\"" + i + "\",\"membership_status\":\"active\"}"));
        }
        return rows;
    }

    private static Decoded.Valid event(String payload) {
        return decode("{\"metadata\":{\"uuid\":\"145\",\"section\":\"S\"},\"payload\":" + payload + "}", null);
    }

    private static Decoded.Valid decode(String json, @Nullable Long subSequenceNumber) {
        var position = new Position("shardId-000000000000", "495", subSequenceNumber);
        var record = new UserRecord(position, "k", ARRIVAL, json.getBytes(UTF_8));
        return (Decoded.Valid) new EventDecoder(Set.of()).decode(record);
    }
}
