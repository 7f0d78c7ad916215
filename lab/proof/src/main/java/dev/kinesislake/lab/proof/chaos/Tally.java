package dev.kinesislake.lab.proof.chaos;

import java.util.Map;
import java.util.TreeMap;

/** What happened in scenarios, counted. */
public final class Tally {

    private final Map<String, Long> faults = new TreeMap<>();
    private final Map<String, Long> steps = new TreeMap<>();
    private long records;
    private long rows;
    private long invocations;
    private long retries;
    private long bisections;
    private long discarded;
    private long redriven;
    private long leftAlone;
    private long seals;
    private long commits;
    private long erasures;
    private long erasuresClean;
    private long erasedRows;

    void fault(String kind, long count) {
        if (count > 0) {
            faults.merge(kind, count, Long::sum);
        }
    }

    void step(String kind) {
        steps.merge(kind, 1L, Long::sum);
    }

    void rows(long accepted, long stored) {
        records += accepted;
        rows += stored;
    }

    void mapping(long invoked, long retried, long bisected, long delivered) {
        invocations += invoked;
        retries += retried;
        bisections += bisected;
        discarded += delivered;
    }

    void redrive(long invoked) {
        redriven += invoked;
    }

    void leaveAlone(long batches) {
        leftAlone += batches;
    }

    void seals(long runs, long committed) {
        seals += runs;
        commits += committed;
    }

    void erasure(boolean isClean) {
        erasures++;
        erasuresClean += isClean ? 1 : 0;
    }

    void erasedRows(long rows) {
        erasedRows += rows;
    }

    /** Adds what another one has counted. */
    public void add(Tally other) {
        other.faults.forEach((kind, count) -> faults.merge(kind, count, Long::sum));
        other.steps.forEach((kind, count) -> steps.merge(kind, count, Long::sum));
        rows(other.records, other.rows);
        mapping(other.invocations, other.retries, other.bisections, other.discarded);
        redrive(other.redriven);
        leaveAlone(other.leftAlone);
        seals(other.seals, other.commits);
        erasures += other.erasures;
        erasuresClean += other.erasuresClean;
        erasedRows += other.erasedRows;
    }

    public Map<String, Long> faults() {
        return faults;
    }

    public Map<String, Long> steps() {
        return steps;
    }

    public long records() {
        return records;
    }

    public long rows() {
        return rows;
    }

    public long invocations() {
        return invocations;
    }

    public long retries() {
        return retries;
    }

    public long bisections() {
        return bisections;
    }

    public long discarded() {
        return discarded;
    }

    public long redriven() {
        return redriven;
    }

    /** Batches discarded that were delivered again, and stored. */
    public long leftAlone() {
        return leftAlone;
    }

    /** Runs that erase. */
    public long erasures() {
        return erasures;
    }

    /** Those of them after which nothing was left. */
    public long erasuresClean() {
        return erasuresClean;
    }

    /** Rows that nothing has any more. */
    public long erasedRows() {
        return erasedRows;
    }

    /** Runs that seal. */
    public long seals() {
        return seals;
    }

    /** Commits of the table. */
    public long commits() {
        return commits;
    }
}
