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
 * @param failed events that were given up
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
