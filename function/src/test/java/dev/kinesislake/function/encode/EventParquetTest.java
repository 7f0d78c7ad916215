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
import dev.kinesislake.function.event.FieldId;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventParquetTest {

    private static final Instant ARRIVAL = Instant.parse("2026-11-23T11:33:31.120Z");

    record Narrow(@FieldId(8) @Nullable String userid) {}

    @Test
    @DisplayName("Columns: the position, the arrival time, the section, the payload's members and the event")
    void columns() throws IOException {
        assertThat(ParquetObject.of(new EventParquet(Narrow.class).encode(List.of(event("{}")), "attempt"))
                        .schema())
                .isEqualTo("""
                        message event {
                          required binary shard_id (STRING) = 1;
                          required binary sequence_number (STRING) = 2;
                          optional int64 sub_sequence_number = 3;
                          required int64 arrival_time (TIMESTAMP(MICROS,true)) = 4;
                          optional binary section (STRING) = 5;
                          required binary uuid (STRING) = 6;
                          optional binary userid (STRING) = 8;
                          required binary event (STRING) = 7;
                        }
                        """);
    }

    record Wide(
            @FieldId(20) @Nullable Integer clicks,
            @FieldId(21) @Nullable Long bytes,
            @FieldId(22) @Nullable Double price,
            @FieldId(23) @Nullable Boolean mobile,
            @FieldId(24) @Json(name = "seen_at") @Nullable Instant seenAt,
            @FieldId(25) @Nullable List<String> pages,
            @FieldId(26) @Nullable Map<String, String> tags,
            @FieldId(27) @Nullable String userid) {}

    @Test
    void aMemberIsAColumnOfItsOwnType() throws IOException {
        assertThat(ParquetObject.of(new EventParquet(Wide.class).encode(List.of(event("{}")), "attempt"))
                        .schema())
                .contains(
                        "optional int32 clicks = 20;",
                        "optional int64 bytes = 21;",
                        "optional double price columnorder(TYPE_DEFINED_ORDER) = 22;",
                        "optional boolean mobile = 23;",
                        "optional int64 seen_at (TIMESTAMP(MICROS,true)) = 24;",
                        "optional binary pages (STRING) = 25;",
                        "optional binary tags (STRING) = 26;",
                        "optional binary userid (STRING) = 27;")
                .doesNotContain("email_id");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "NULL", textBlock = """
            clicks   | 7                                  | 7
            clicks   | -2147483648                        | -2147483648
            clicks   | 7.0                                | 7
            clicks   | 0.7e1                              | 7
            clicks   | -0                                 | 0
            clicks   | 2147483648                         | NULL
            clicks   | 7.5                                | NULL
            clicks   | "7"                                | NULL
            clicks   | true                               | NULL
            clicks   | 1e2147483647                       | NULL
            clicks   | 1e99999999999                      | NULL
            clicks   | null                               | NULL
            clicks   | [7]                                | NULL
            bytes    | 9223372036854775807                | 9223372036854775807
            bytes    | 9223372036854775808                | NULL
            price    | 9.99                               | 9.99
            price    | 1                                  | 1.0
            price    | 1e400                              | NULL
            price    | "9.99"                             | NULL
            mobile   | true                               | true
            mobile   | false                              | false
            mobile   | "true"                             | NULL
            mobile   | 1                                  | NULL
            seen_at  | "2026-11-23T11:33:31.120Z"         | 1795433611120000
            seen_at  | "2026-11-23T12:33:31.120+01:00"    | 1795433611120000
            seen_at  | "1969-12-31T23:59:59.9999999Z"     | -1
            seen_at  | "2026-11-23T11:33:31"              | NULL
            seen_at  | "2026-11-23"                       | NULL
            seen_at  | "+999999999-01-01T00:00:00Z"       | NULL
            seen_at  | 1795433611                         | NULL
            pages    | ["a",{"b":1.0}]                    | ["a",{"b":1.0}]
            pages    | "a\\u0062"                         | "a\\u0062"
            pages    | null                               | NULL
            tags     | {"a":"b"}                          | {"a":"b"}
            userid   | 7.0                                | 7.0
            userid   | null                               | NULL
            """)
    void whatDoesNotFitIsNull(String member, String json, @Nullable String expected) throws IOException {
        var object = ParquetObject.of(new EventParquet(Wide.class)
                .encode(List.of(event("{\"" + member + "\":" + json + "}"), event("{}")), "attempt"));

        assertThat(object.rows(member))
                .containsExactly(Collections.singletonList(expected), Collections.singletonList(null));
        assertThat(object.rows("event").get(0).get(0)).contains("\"" + member + "\":" + json);
    }

    @Test
    void aNumberOfAMillionDigitsCostsNoTime() throws IOException {
        var digits = "9".repeat(1_000_000);
        var object = ParquetObject.of(new EventParquet(Wide.class)
                .encode(List.of(event("{\"bytes\":" + digits + ",\"price\":" + digits + "}")), "attempt"));

        assertThat(object.rows("bytes", "price")).containsExactly(Arrays.asList(null, null));
    }

    @Test
    void refusesATypeWhoseMemberHasTheNameOfAnotherColumn() {
        record Clashing(@FieldId(20) @Nullable String Hour) {}

        assertThatThrownBy(() -> new EventParquet(Clashing.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two columns would have the name Hour: rename the payload's member");
    }

    @Test
    void refusesATypeWhoseMemberHasTheFieldIdOfAnotherColumn() {
        record Clashing(@FieldId(7) @Nullable String userid) {}

        assertThatThrownBy(() -> new EventParquet(Clashing.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two columns would have the field id 7: give the payload's member the next free one");
    }

    @Test
    void writesWhereARowComesFromAndItsEventInCompactForm() throws IOException {
        var json =
                " { \"payload\" : { \"n\" : 1.0 , \"n\" : 2 } , \"metadata\" : { \"uuid\" : \"1\\u00345\" , \"section\" : \"S\" } } ";
        var object =
                ParquetObject.of(new EventParquet().encode(List.of(decode(json, null), decode(json, 3L)), "attempt"));

        var event = "{\"payload\":{\"n\":1.0,\"n\":2},\"metadata\":{\"uuid\":\"1\\u00345\",\"section\":\"S\"}}";
        assertThat(object.rows(
                        "shard_id",
                        "sequence_number",
                        "sub_sequence_number",
                        "arrival_time",
                        "section",
                        "uuid",
                        "event"))
                .containsExactly(
                        Arrays.asList("shardId-000000000000", "495", null, "1795433611120000", "S", "145", event),
                        Arrays.asList("shardId-000000000000", "495", "3", "1795433611120000", "S", "145", event));
    }

    @Test
    @DisplayName("A text column has a string as it is, a number or a boolean as spelled, and null for anything else")
    void textColumns() throws IOException {
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
    @DisplayName("Of a member that the payload names twice, the last counts, however its name is spelled")
    void duplicateMembers() throws IOException {
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
