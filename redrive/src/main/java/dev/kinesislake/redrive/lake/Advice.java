package dev.kinesislake.redrive.lake;

/** What to do with a discarded batch. */
public enum Advice {
    /** Hand it to the consumer: no other row is lost or doubled by that. */
    REDRIVE,
    /** Leave it alone: it was delivered again, all of its records are rows, and a redrive would take away or double some. */
    LEAVE_ALONE,
    /** Wait: a redrive would take away or double rows, yet records of the batch are missing. Others are still being delivered. */
    WAIT,
    /** Refuse: events of it were redriven as failed rows, and would be in the lake at two positions. */
    ROWS_REDRIVEN
}
