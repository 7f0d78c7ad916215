package dev.kinesislake.cli.send;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.cli.CommandException;
import dev.kinesislake.cli.StackOutputs;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Which pieces of the input are dealt with. It stands beside the rejects, is written line by line as answers arrive, and is deleted
 * when the whole input is dealt with. A run that was killed leaves it behind; repeated, the run skips what the journal has. A piece is
 * known by its file, its index in it and its checksum, so that changed input is sent. Safe for use by many threads.
 */
final class Journal implements Closeable {

    /** How many bytes of the rejects' file are whole events. */
    private static final Pattern KEPT = Pattern.compile("k ([0-9]{1,18})");

    private static final Pattern LINE = Pattern.compile("([ain]) ([0-9]{1,9}) ([0-9a-f]{8}) (.*)");

    private final @Nullable Path file;
    private final OutputStream out;
    private final Before before;
    private boolean ended;
    private @Nullable IOException failure;

    /** What became of a piece. */
    enum Outcome {
        ACKNOWLEDGED('a'),
        INVALID('i'),
        NOT_ACKNOWLEDGED('n');

        private final char letter;

        Outcome(char letter) {
            this.letter = letter;
        }
    }

    /**
     * A piece of the input.
     *
     * @param index in the file, from 0
     */
    record PieceId(String file, int index, int checksum) {
        static PieceId of(String file, int index, byte[] bytes) {
            var crc = new CRC32();
            crc.update(bytes);
            return new PieceId(file.replace('\n', ' '), index, (int) crc.getValue());
        }
    }

    private Journal(@Nullable Path file, OutputStream out, Before before) {
        this.file = file;
        this.out = out;
        this.before = before;
    }

    /** Keeps nothing. */
    static Journal none() {
        return new Journal(null, OutputStream.nullOutputStream(), new Before(Map.of(), 0));
    }

    /** Where the journal of these rejects is. */
    static Path pathFor(Path rejects) {
        return rejects.resolveSibling(rejects.getFileName() + ".journal");
    }

    /** Begins a journal, or goes on with the one that an earlier run left. */
    static Journal beside(Path rejects, StackOutputs stack) {
        var file = pathFor(rejects);
        var header = "stream " + stack.streamName() + " " + stack.region();
        try {
            var before = Files.exists(file) ? read(file, header) : new Before(Map.of(), 0);
            // Not buffered: what was acknowledged has to survive a kill.
            var out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            // A line that a full disk cut off ends here.
            out.write((Files.size(file) == 0 ? header + "\n" : "\n").getBytes(UTF_8));
            return new Journal(file, out, before);
        } catch (IOException unusable) {
            throw new CommandException("the journal " + file + " can't be written: " + unusable);
        }
    }

    /**
     * What an earlier run has left.
     *
     * @param keptBytes of the rejects' file
     */
    private record Before(Map<String, Entries> entries, long keptBytes) {}

    private static Before read(Path file, String header) throws IOException {
        var entries = new HashMap<String, Entries>();
        long keptBytes = 0;
        try (var lines = Files.newBufferedReader(file)) {
            var found = lines.readLine();
            if (found != null && !found.equals(header)) {
                throw new CommandException(
                        file + " is of another run (" + found + "): name other --rejects, or delete both files");
            }
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var entry = LINE.matcher(line);
                if (entry.matches()) {
                    entries.computeIfAbsent(entry.group(4), name -> new Entries())
                            .set(
                                    Integer.parseInt(entry.group(2)),
                                    Integer.parseUnsignedInt(entry.group(3), 16),
                                    entry.group(1).charAt(0));
                }
                var kept = KEPT.matcher(line);
                if (kept.matches()) {
                    keptBytes = Math.max(keptBytes, Long.parseLong(kept.group(1)));
                }
            }
        }
        return new Before(entries, keptBytes);
    }

    /** What became of a piece in an earlier run, null where nothing is known. */
    @Nullable Outcome before(PieceId piece) {
        var entries = before.entries().get(piece.file());
        return entries == null ? null : entries.get(piece.index(), piece.checksum());
    }

    /** How many bytes of the rejects' file an earlier run has kept. */
    long keptBytes() {
        return before.keptBytes();
    }

    /** Notes a piece whose event is on the stream. */
    void addAcknowledged(PieceId piece) {
        write(line(piece, Outcome.ACKNOWLEDGED));
    }

    /**
     * Notes a piece that is among the rejects.
     *
     * @param keptBytes of the rejects' file, this piece with them
     */
    void addRejected(PieceId piece, Outcome outcome, long keptBytes) {
        write("k " + keptBytes + "\n" + line(piece, outcome));
    }

    private static String line(PieceId piece, Outcome outcome) {
        return outcome.letter + " " + piece.index() + " " + String.format("%08x", piece.checksum()) + " " + piece.file()
                + "\n";
    }

    private synchronized void write(String lines) {
        try {
            out.write(lines.getBytes(UTF_8));
        } catch (IOException full) {
            failure = failure == null ? full : failure;
        }
    }

    @Override
    public void close() {
        var problem = end(false);
        if (problem != null) {
            throw new CommandException(problem);
        }
    }

    /**
     * Ends the journal once; one of a run that dealt with the whole input is deleted.
     *
     * @return what is wrong with one that stays, null where nothing is
     */
    synchronized @Nullable String end(boolean complete) {
        if (ended) {
            return null;
        }
        ended = true;
        try {
            out.close();
            if (file != null && complete) {
                Files.deleteIfExists(file);
            }
        } catch (IOException full) {
            failure = failure == null ? full : failure;
        }
        return failure == null || complete ? null : "the journal " + file + " is not complete: " + failure;
    }

    /** The pieces of one file by index: checksum and letter in one number, 0 for none. */
    private static final class Entries {

        private long[] entries = new long[1024];

        void set(int index, int checksum, char letter) {
            if (index >= entries.length) {
                entries = Arrays.copyOf(entries, Math.max(index + 1, 2 * entries.length));
            }
            entries[index] = (long) letter << Integer.SIZE | Integer.toUnsignedLong(checksum);
        }

        @Nullable Outcome get(int index, int checksum) {
            long entry = index < entries.length ? entries[index] : 0;
            for (var outcome : Outcome.values()) {
                if (entry == ((long) outcome.letter << Integer.SIZE | Integer.toUnsignedLong(checksum))) {
                    return outcome;
                }
            }
            return null;
        }
    }
}
