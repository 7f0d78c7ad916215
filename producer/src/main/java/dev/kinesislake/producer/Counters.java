package dev.kinesislake.producer;

/**
 * What a producer has done so far. All but {@code records} and {@code recordBytes} count events.
 *
 * @param acknowledged events that the stream took
 * @param acknowledgedBytes of their data
 * @param records that they became: fewer, where events were gathered
 * @param recordBytes of these records' data, compressed where they were gathered
 * @param retried how often an event was refused and put aside to be tried again; one event may count many times
 * @param uncertain events that were in a call that ended without an answer, such as a connection that broke: at most so many can
 *     be on the stream twice
 * @param failed events that are not on the stream, as far as is known, and aren't tried any more
 */
public record Counters(
        long acknowledged,
        long acknowledgedBytes,
        long records,
        long recordBytes,
        long retried,
        long uncertain,
        long failed) {

    static final Counters NONE = new Counters(0, 0, 0, 0, 0, 0, 0);

    /** One more record of so many events that the stream took. */
    static Counters acknowledged(int events, long bytes, int recordBytes) {
        return new Counters(events, bytes, 1, recordBytes, 0, 0, 0);
    }

    /** So many more events to be tried again. */
    static Counters retried(int events) {
        return new Counters(0, 0, 0, 0, events, 0, 0);
    }

    /** One more event that may be stored twice. */
    static Counters oneUncertain() {
        return new Counters(0, 0, 0, 0, 0, 1, 0);
    }

    /** One more event that failed. */
    static Counters oneFailed() {
        return new Counters(0, 0, 0, 0, 0, 0, 1);
    }

    Counters plus(Counters more) {
        return new Counters(
                acknowledged + more.acknowledged,
                acknowledgedBytes + more.acknowledgedBytes,
                records + more.records,
                recordBytes + more.recordBytes,
                retried + more.retried,
                uncertain + more.uncertain,
                failed + more.failed);
    }
}
