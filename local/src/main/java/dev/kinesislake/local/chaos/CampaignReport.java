package dev.kinesislake.local.chaos;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** What a campaign shows. */
public final class CampaignReport {

    private final PrintWriter out;

    public CampaignReport(PrintWriter out) {
        this.out = out;
    }

    /** Figures of simulated stories, and the failure if there is one. */
    public void simulated(CampaignResult result, Duration took) {
        var tally = result.tally();
        line("stories", count(result.played()) + " in " + seconds(took));
        line("records", count(tally.records()) + " accepted by the stream");
        line("rows", count(tally.rows()));
        line("invocations", count(tally.invocations()));
        line("retries", count(tally.retries()));
        line("bisections", count(tally.bisections()));
        line("batches given up", count(tally.givenUp()) + ", redriven " + count(tally.redriven()));
        lines("changes", tally.steps());
        lines("faults", tally.faults());
        out.println();
        var failure = result.failure();
        if (failure == null) {
            out.println("OK: 0 lost, 0 doubled: every record is stored exactly once, as it was sent");
        } else {
            failure.lines().forEach(out::println);
            out.println();
            out.println("WRONG: " + failure.problem());
            out.println("again: ./lake chaos --story " + failure.seed());
        }
        out.flush();
    }

    private void lines(String what, Map<String, Long> counts) {
        line(what, count(counts.values().stream().mapToLong(Long::longValue).sum()));
        counts.forEach((kind, number) -> line("  " + kind, count(number)));
    }

    private void line(String what, String value) {
        out.printf(Locale.ROOT, "  %-52s %s%n", what, value);
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
    }
}
