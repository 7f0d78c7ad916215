package dev.kinesislake.lab.proof.chaos;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a campaign shows. */
public final class CampaignReport {

    private final PrintWriter out;

    public CampaignReport(PrintWriter out) {
        this.out = out;
    }

    /** Figures of simulated scenarios, and the failure if there is one. */
    public void simulated(CampaignResult result, Duration took) {
        figures("simulated scenarios", result.played(), took, result.tally());
        var failure = result.failure();
        if (failure != null) {
            wrong(failure.lines(), failure.problem(), "./lake chaos --scenario " + failure.seed());
        }
        out.flush();
    }

    /** Figures of live scenarios. */
    public void live(int played, Duration took, Tally tally) {
        figures("live scenarios", played, took, tally);
        out.flush();
    }

    /** A live scenario that broke the promise. */
    public void live(LiveResult failed, long seed) {
        wrong(failed.lines(), String.valueOf(failed.problem()), "./lake chaos --live-scenario " + seed);
        out.flush();
    }

    /** That the promise is kept. */
    public void kept() {
        out.println("OK: 0 lost, 0 doubled: every record is stored exactly once, as it was sent");
        out.flush();
    }

    private void wrong(List<String> scenario, String problem, String again) {
        scenario.forEach(out::println);
        out.println();
        out.println("WRONG: " + problem);
        out.println("again: " + again);
    }

    private void figures(String what, int played, Duration took, Tally tally) {
        line(what, count(played) + " in " + seconds(took));
        line("records", count(tally.records()) + " accepted by the stream");
        line("rows", count(tally.rows()));
        line("invocations", count(tally.invocations()));
        line("retries", count(tally.retries()));
        line("bisections", count(tally.bisections()));
        line(
                "batches discarded",
                count(tally.discarded()) + ", redriven " + count(tally.redriven()) + ", left alone "
                        + count(tally.leftAlone()));
        line("seals", count(tally.seals()) + ", commits " + count(tally.commits()));
        line(
                "erasures",
                count(tally.erasures()) + ", ended clean " + count(tally.erasuresClean()) + ", rows erased "
                        + count(tally.erasedRows()));
        lines("changes", tally.steps());
        lines("faults", tally.faults());
        out.println();
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
