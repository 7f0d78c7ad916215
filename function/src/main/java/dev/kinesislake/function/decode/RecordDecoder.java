package dev.kinesislake.function.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Decodes Kinesis records, each to one row or more: takes KPL aggregates apart, decompresses, splits, and judges each event. Every sequence of
 * bytes has an answer, which takes bounded time and memory.
 *
 * <p>The bounds are constants: whatever memory a function has, and whatever batch a record comes in, its rows are the same.
 */
public final class RecordDecoder {

    /** Rows of a Kinesis record. */
    public static final int MAX_EVENTS = 10_000;

    /** Bytes of a Kinesis record when all that is compressed in it is decompressed. */
    public static final int MAX_DECOMPRESSED_BYTES = 16 * 1024 * 1024;

    private final EventDecoder events;

    /**
     * Makes a decoder.
     *
     * @param sections the only ones that are valid; where empty, all are
     */
    public RecordDecoder(Set<String> sections) {
        this.events = new EventDecoder(sections);
    }

    /** Decodes a Kinesis record. */
    public DecodedRecord decode(KinesisRecord record) {
        byte[] data = record.data();
        var whole = UserRecord.of(record);
        boolean isText = !AggregateFormat.hasMagic(data) && Compression.of(data) == null;
        var text = isText ? ScannedText.ofRecord(data) : null;
        if (text != null && text.isOneEvent()) {
            // The usual case.
            return new DecodedRecord(List.of(events.decode(whole, text)), 0);
        }
        var rows = new Rows(record);
        try {
            if (text != null) {
                rows.addText(whole, text);
            } else {
                for (var userRecord : Deaggregator.userRecords(record)) {
                    rows.add(userRecord);
                }
            }
            return new DecodedRecord(rows.numbered(), rows.decompressed);
        } catch (TooLargeException tooLarge) {
            return new DecodedRecord(
                    List.of(new Decoded.Invalid(whole, Reason.TOO_LARGE, tooLarge.detail(), null)),
                    MAX_DECOMPRESSED_BYTES);
        }
    }

    /** The rows of one Kinesis record, while they are decoded. */
    private final class Rows {

        private final KinesisRecord record;
        private final List<Decoded> rows = new ArrayList<>(1);
        private int decompressed;

        Rows(KinesisRecord record) {
            this.record = record;
        }

        void add(UserRecord user) throws TooLargeException {
            var compression = Compression.of(user.data());
            if (compression == null) {
                addText(user, ScannedText.ofRecord(user.data()));
                return;
            }
            try {
                addDecompressed(user, compression);
            } catch (BadCompressionException bad) {
                add(invalid(user, Reason.BAD_COMPRESSION, bad.detail()));
            }
        }

        void addText(UserRecord user, ScannedText text) throws TooLargeException {
            addPieces(user, RecordSplitter.split(text, MAX_EVENTS - rows.size()));
        }

        private void addPieces(UserRecord user, List<RecordSplitter.Piece> pieces) throws TooLargeException {
            for (var piece : pieces) {
                add(decoded(user, piece));
            }
        }

        private void add(Decoded row) throws TooLargeException {
            if (rows.size() == MAX_EVENTS) {
                throw RecordSplitter.tooMany();
            }
            rows.add(row);
        }

        private void addDecompressed(UserRecord user, Compression compression)
                throws BadCompressionException, TooLargeException {
            var output = new BoundedOutput(MAX_DECOMPRESSED_BYTES - decompressed);
            try {
                compression.decompress(user.data(), output);
            } finally {
                // Of damaged bytes, too: otherwise a record of many such parts would take as long as it likes.
                decompressed = Math.min(decompressed + output.spent(), MAX_DECOMPRESSED_BYTES);
            }
            var pieces = RecordSplitter.split(ScannedText.ofRecord(output.toBytes()), MAX_EVENTS - rows.size());
            if (pieces.size() == 1 && pieces.get(0).isNone()) {
                add(none(user, compression, pieces.get(0)));
            } else {
                addPieces(user, pieces);
            }
        }

        private Decoded decoded(UserRecord user, RecordSplitter.Piece piece) {
            var data = piece.text().data();
            var position = new Position(record.shardId(), record.sequenceNumber(), (long) rows.size());
            var row = events.decode(
                    new UserRecord(position, user.partitionKey(), user.arrivalTime(), data), piece.text());
            return piece.broken() && piece.before() > 0 && row instanceof Decoded.Invalid tail
                    ? new Decoded.Invalid(
                            tail.record(),
                            tail.reason(),
                            "after event " + piece.before() + ": " + tail.detail(),
                            tail.path())
                    : row;
        }

        /** The row of a record whose text has nothing that could be an event: it's kept as it came. */
        private Decoded none(UserRecord user, Compression compression, RecordSplitter.Piece piece) {
            var inside = Compression.of(piece.text().data());
            var why = (Decoded.Invalid) decoded(user, piece);
            return invalid(
                    user,
                    why.reason(),
                    "is " + compression.label() + " of "
                            + (inside == null
                                    ? "no event: " + why.detail()
                                    : inside.label() + ", which isn't decompressed a second time"));
        }

        private Decoded invalid(UserRecord user, Reason reason, String detail) {
            var position = new Position(record.shardId(), record.sequenceNumber(), (long) rows.size());
            return new Decoded.Invalid(
                    new UserRecord(position, user.partitionKey(), user.arrivalTime(), user.data()),
                    reason,
                    detail,
                    null);
        }

        /** The rows; one that is alone needs no number. */
        List<Decoded> numbered() {
            return rows.size() == 1 ? List.of(alone(rows.get(0))) : rows;
        }

        private Decoded alone(Decoded row) {
            var found = row.record();
            var record = new UserRecord(
                    new Position(this.record.shardId(), this.record.sequenceNumber(), null),
                    found.partitionKey(),
                    found.arrivalTime(),
                    found.data());
            if (row instanceof Decoded.Invalid invalid) {
                return new Decoded.Invalid(record, invalid.reason(), invalid.detail(), invalid.path());
            }
            var valid = (Decoded.Valid) row;
            return new Decoded.Valid(record, valid.section(), valid.uuid(), valid.payload(), valid.event());
        }
    }
}
