package dev.kinesislake.cli.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.UserRecord;
import dev.kinesislake.redrive.failed.FailedRow;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
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
                        "3 failed rows, 0 of them redriven",
                        "  malformed-json     2026-11-23            2  expected a value",
                        "  unknown-section    2026-11-23            1  is …, which is none of the stack's sections");
    }

    @Test
    void onlySoManyDetailsAreToldApart() {
        for (char c = 'A'; c <= 'Z'; c++) {
            add("malformed-json", "detail " + c);
        }

        assertThat(printed().lines()).hasSize(FailureGroups.DETAILS + 2).anyMatch(line -> line.endsWith("6  (others)"));
    }

    @Test
    @DisplayName("Each group says how many of its rows are redriven")
    void redrivenRows() {
        add("malformed-json", "detail", Redriven.NO);
        add("malformed-json", "detail", Redriven.YES);
        add("malformed-json", "detail", Redriven.YES);
        add("not-utf8", "detail", Redriven.PERHAPS);

        assertThat(printed().lines())
                .containsExactly(
                        "4 failed rows, 2 of them redriven, 1 perhaps (redrive check)",
                        "  malformed-json     2026-11-23            3  detail (2 redriven)",
                        "  not-utf8           2026-11-23            1  detail (1 perhaps redriven)");
    }

    private void add(String reason, String detail) {
        add(reason, detail, Redriven.NO);
    }

    private void add(String reason, String detail, Redriven redriven) {
        var record = new UserRecord(
                new Position("shardId-000000000000", "7", null),
                "key",
                Instant.parse("2026-11-23T11:33:31.123Z"),
                new byte[0]);
        groups.add(new FailedRow(reason, detail, null, record), redriven);
    }

    private String printed() {
        var out = new StringWriter();
        groups.print(new PrintWriter(out, true));
        return out.toString();
    }
}
