package dev.kinesislake.redrive.send;

/** What became of the chosen rows. */
public final class Totals {

    private long chosen;
    private long redriven;
    private long before;
    private long inLake;
    private long invalid;
    private long withoutData;
    private long notSent;
    private long perhapsSent;

    /** Rows that were chosen. */
    public long chosen() {
        return chosen;
    }

    /** Of them those that are on the stream again, by this redrive. */
    public long redriven() {
        return redriven;
    }

    /** Of them those that an earlier redrive has put there. */
    public long before() {
        return before;
    }

    /** Of them those that are in the lake under their own position. */
    public long inLake() {
        return inLake;
    }

    /** Of them those that are still invalid, and weren't sent. */
    public long invalid() {
        return invalid;
    }

    /** Of them those that have no data to be sent. */
    public long withoutData() {
        return withoutData;
    }

    /** Of them those that the stream refused. */
    public long notSent() {
        return notSent;
    }

    /** Of them those that are claimed, and of which nobody can say yet whether they are on the stream. */
    public long perhapsSent() {
        return perhapsSent;
    }

    public boolean everythingIsRedriven() {
        return chosen == redriven + before + inLake;
    }

    void addChosen() {
        chosen++;
    }

    void addRedriven() {
        redriven++;
    }

    void addBefore() {
        before++;
    }

    void addInLake() {
        inLake++;
    }

    void addInvalid() {
        invalid++;
    }

    void addWithoutData() {
        withoutData++;
    }

    void addNotSent() {
        notSent++;
    }

    void addPerhapsSent(long rows) {
        perhapsSent += rows;
    }
}
