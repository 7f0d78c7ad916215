package dev.kinesislake.cli.cat;

import dev.kinesislake.cli.CommandException;
import dev.kinesislake.cli.CommandLines;
import dev.kinesislake.cli.Nearest;
import dev.kinesislake.cli.StackChoice;
import dev.kinesislake.cli.StackSession;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.redrive.FolderBucket;
import dev.kinesislake.redrive.RedriveException;
import dev.kinesislake.redrive.aws.S3Reader;
import dev.kinesislake.redrive.failed.RowId;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints rows for a person or a pipe. Exit codes: 0 rows are printed, 1 there are none or an object can't be read, 2 wrong call. */
@Command(
        name = "cat",
        description = "Prints rows of a deployed stack's lake, or its failed rows, as JSON lines.",
        mixinStandardHelpOptions = true)
public final class CatCommand implements Callable<Integer> {

    /** Where a stack's buckets come from. */
    @FunctionalInterface
    interface Buckets {

        /**
         * Works with a bucket.
         *
         * @param output that names it
         * @param work returns an exit code
         */
        int with(CommandSpec spec, StackChoice stack, String output, ToIntFunction<FolderBucket> work)
                throws InterruptedException;
    }

    private final OutputStream out;
    private final Buckets buckets;
    private boolean unreadable;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(multiplicity = "1")
    private StackChoice stack = new StackChoice();

    @Option(names = "--section", paramLabel = "SECTION", description = "Only this section, as events name it.")
    private @Nullable String section;

    @Option(
            names = "--hour",
            paramLabel = "HOUR",
            description = "Only what arrived in this hour (UTC), such as 2026-11-24T07.")
    private @Nullable String hour;

    @Option(
            names = "--position",
            paramLabel = "POSITION",
            description = "Only the row at <shardId>-<sequenceNumber>[-<subSequenceNumber>]; without the last, all "
                    + "rows of that record. Faster with --hour.")
    private @Nullable String position;

    @Option(names = "--failed", description = "Failed rows as they're stored, with the record's bytes in base64.")
    private boolean failed;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            description = "No more than N rows.")
    private long limit = Long.MAX_VALUE;

    public CatCommand() {
        this(new FileOutputStream(FileDescriptor.out), CatCommand::withBucket);
    }

    CatCommand(OutputStream out, Buckets buckets) {
        this.out = out;
        this.buckets = buckets;
    }

    private static int withBucket(CommandSpec spec, StackChoice stack, String output, ToIntFunction<FolderBucket> work)
            throws InterruptedException {
        try (var session = StackSession.open(spec, stack)) {
            return work.applyAsInt(
                    new S3Reader(session.clients().s3(), session.outputs().get(output)));
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        if (failed && section != null) {
            throw refused("--failed excludes --section: failed rows have none");
        }
        if (limit < 1) {
            throw refused("--limit is " + limit + ", allowed is 1 or more");
        }
        var wantedHour = parsedHour();
        var wanted = parsedPosition();
        return buckets.with(spec, stack, failed ? "failedBucket" : "lakeBucket", bucket -> {
            var root = failed ? LakeLayout.FAILED_PREFIX : LakeLayout.EVENTS_PREFIX;
            var folder = section == null ? null : LakeLayout.sectionPrefix(section);
            return print(bucket, new ObjectSearch(bucket, root, folder, wantedHour, wanted));
        });
    }

    private int print(FolderBucket bucket, ObjectSearch search) {
        var lines = new Lines(out, limit);
        var printer = new RowPrinter(search.position(), lines);
        var isDone = search.keys().anyMatch(key -> {
            print(bucket, key, printer);
            lines.flush();
            return lines.isDone();
        });
        try {
            lines.check();
        } catch (IOException failure) {
            throw new CommandException("standard output can't be written: " + failure.getMessage());
        }
        boolean isEmpty = !isDone && lines.printed() == 0 && !unreadable;
        if (isEmpty) {
            CommandLines.print(spec.commandLine(), nothing(bucket));
        }
        return isEmpty || unreadable ? 1 : 0;
    }

    private void print(FolderBucket bucket, String key, RowPrinter printer) {
        try {
            var object = bucket.get(key);
            if (failed) {
                printer.failed(key, object);
            } else {
                printer.lake(object);
            }
        } catch (RedriveException | UncheckedIOException why) {
            report(String.valueOf(why.getMessage()));
        } catch (IOException damaged) {
            report("object " + key + " can't be read: " + damaged.getMessage());
        }
    }

    private void report(String why) {
        CommandLines.print(spec.commandLine(), why);
        unreadable = true;
    }

    /** A section that has no rows at all may be misspelt. */
    private String nothing(FolderBucket bucket) {
        var sections = new ArrayList<String>();
        if (section != null) {
            bucket.folders(LakeLayout.EVENTS_PREFIX).forEach(folder -> sections.add(section(folder)));
        }
        return sections.isEmpty() || sections.contains(section)
                ? "no rows found"
                : Nearest.unknown("section", String.valueOf(section), sections);
    }

    /** The section of a folder that {@link LakeLayout#sectionPrefix} names. */
    private static String section(String folder) {
        return LakeLayout.sectionOfPath(folder.substring(folder.indexOf('=') + 1, folder.length() - 1));
    }

    private @Nullable Instant parsedHour() {
        try {
            return hour == null ? null : ObjectSearch.hour(hour);
        } catch (DateTimeException wrong) {
            throw refused("--hour is " + hour + ", allowed is an hour (UTC) such as 2026-11-24T07");
        }
    }

    private @Nullable Position parsedPosition() {
        return position == null
                ? null
                : RowId.parse(position)
                        .orElseThrow(() -> refused("--position is " + position
                                + ", allowed is <shardId>-<sequenceNumber>[-<subSequenceNumber>]"));
    }

    private ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
