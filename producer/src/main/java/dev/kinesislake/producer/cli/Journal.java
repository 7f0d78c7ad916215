package dev.kinesislake.producer.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

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

    private static final Pattern LINE = Pattern.compile("([ain]) ([0-9]{1,9}) ([0-9a-f]{8}) (.*)");

    private final @Nullable Path file;
    private final OutputStream out;
    private final Map<String, Entries> before;
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

    private Journal(@Nullable Path file, OutputStream out, Map<String, Entries> before) {
        this.file = file;
        this.out = out;
        this.before = before;
    }

    /** Keeps nothing. */
    static Journal none() {
        return new Journal(null, OutputStream.nullOutputStream(), Map.of());
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
            var before = Files.exists(file) ? read(file, header) : new HashMap<String, Entries>();
            // Not buffered: what was acknowledged has to survive a kill.
            var out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            // A line that a full disk cut off ends here.
            out.write((Files.size(file) == 0 ? header + "\n" : "\n").getBytes(UTF_8));
            return new Journal(file, out, before);
        } catch (IOException unusable) {
            throw new SendException("the journal " + file + " can't be written: " + unusable);
        }
    }

    private static Map<String, Entries> read(Path file, String header) throws IOException {
        var entries = new HashMap<String, Entries>();
        try (var lines = Files.newBufferedReader(file)) {
            var found = lines.readLine();
            if (found != null && !found.equals(header)) {
                throw new SendException(
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
            }
        }
        return entries;
    }

    /** What became of a piece in an earlier run, null where nothing is known. */
    @Nullable Outcome before(PieceId piece) {
        var entries = before.get(piece.file());
        return entries == null ? null : entries.get(piece.index(), piece.checksum());
    }

    synchronized void add(PieceId piece, Outcome outcome) {
        if (file == null) {
            return;
        }
        var line = outcome.letter + " " + piece.index() + " " + String.format("%08x", piece.checksum()) + " "
                + piece.file() + "\n";
        try {
            out.write(line.getBytes(UTF_8));
        } catch (IOException full) {
            failure = failure == null ? full : failure;
        }
    }

    @Override
    public synchronized void close() {
        end(false);
    }

    /** Ends the journal; one of a run that dealt with the whole input is deleted. */
    synchronized void end(boolean complete) {
        try {
            out.close();
            if (file != null && complete) {
                Files.deleteIfExists(file);
            }
        } catch (IOException full) {
            failure = failure == null ? full : failure;
        }
        if (failure != null && !complete) {
            throw new SendException("the journal " + file + " is not complete: " + failure);
        }
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
