package dev.kinesislake.redrive.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.UserRecord;
import dev.kinesislake.redrive.failed.FailedRow;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FailureGroupsTest {

    private final FailureGroups groups = new FailureGroups();

    @Test
    void whatFailedAlikeIsCountedTogether() {
        add("malformed-json", "expected a value, found 'x' (byte 7)");
        add("malformed-json", "expected a value, found 'y' (byte 1234)");
        add("unknown-section", "is secret, which is none of this stack's sections");

        assertThat(printed().lines())
                .containsExactly(
                        "  malformed-json     2026-11-23            2  expected a value, found … (byte N)",
                        "  unknown-section    2026-11-23            1  is …, which is none of the stack's sections");
    }

    @Test
    void onlySoManyDetailsAreToldApart() {
        for (char c = 'A'; c <= 'Z'; c++) {
            add("malformed-json", "detail " + c);
        }

        assertThat(printed().lines()).hasSize(FailureGroups.DETAILS + 1).anyMatch(line -> line.endsWith("6  (others)"));
    }

    private void add(String reason, String detail) {
        var record = new UserRecord(
                new Position("shardId-000000000000", "7", null),
                "key",
                Instant.parse("2026-11-23T11:33:31.123Z"),
                new byte[0]);
        groups.add(new FailedRow(reason, detail, null, record));
    }

    private String printed() {
        var out = new StringWriter();
        groups.print(new PrintWriter(out, true));
        return out.toString();
    }
}
