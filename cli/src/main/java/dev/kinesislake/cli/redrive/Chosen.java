package dev.kinesislake.cli.redrive;

import dev.kinesislake.cli.Nearest;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.Reason;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.redrive.failed.Choice;
import dev.kinesislake.redrive.failed.RowId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that choose what is sent. */
final class Chosen {

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            split = ",",
            description = "Selects rows by reason, such as unknown-section.")
    private Set<String> reasons = new LinkedHashSet<>();

    @Option(
            names = "--id",
            paramLabel = "ID",
            split = ",",
            description = "Selects rows by id, or batches by key, as list prints them.")
    private Set<String> ids = new LinkedHashSet<>();

    @Option(names = "--all", description = "Selects all failed rows.")
    private boolean all;

    @Option(
            names = "--batches",
            description = "Selects discarded batches. The consumer is invoked with each one, unchanged.")
    private boolean batches;

    @Option(
            names = "--from",
            paramLabel = "DATE",
            description = "Only what arrived on this day (UTC) or later, such as 2026-11-23.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "DATE", description = "Only what arrived on this day (UTC) or earlier.")
    private @Nullable String to;

    /** What is wrong with the options, or nothing. */
    void check() {
        for (var reason : reasons) {
            var known = Arrays.stream(Reason.values()).map(Reason::label).toList();
            if (!known.contains(reason)) {
                throw refused("--reason: " + Nearest.unknown("reason", reason, known));
            }
        }
        for (var id : ids) {
            if (!isBatch(id) && RowId.parse(id).isEmpty()) {
                throw refused("--id is " + id
                        + ", allowed is <shardId>-<sequenceNumber>[-<subSequenceNumber>] or the key of a batch");
            }
        }
        if (all && (!reasons.isEmpty() || !ids.isEmpty())) {
            throw refused("--all selects every row, so it excludes --reason and --id");
        }
        day("--from", from);
        day("--to", to);
        if (!rows() && !batches()) {
            if (from == null && to == null) {
                throw refused("nothing is selected, allowed are --reason, --from, --to, --id, --all and --batches");
            }
            all = true;
        }
    }

    boolean rows() {
        return all || !reasons.isEmpty() || !rowIds().isEmpty();
    }

    boolean batches() {
        return batches || !batchKeys().isEmpty();
    }

    Choice choice(Instant before) {
        return new Choice(reasons, day("--from", from), day("--to", to), rowIds(), before);
    }

    /** The only batches; where empty, all. */
    Set<String> batchKeys() {
        var keys = new HashSet<>(ids);
        keys.removeIf(id -> !isBatch(id));
        return batches ? Set.of() : keys;
    }

    private Set<Position> rowIds() {
        var rows = new HashSet<Position>();
        ids.forEach(id -> RowId.parse(id).ifPresent(rows::add));
        return rows;
    }

    private static boolean isBatch(String id) {
        return id.startsWith(LakeLayout.UNPROCESSED_PREFIX);
    }

    private @Nullable LocalDate day(String option, @Nullable String day) {
        try {
            return day == null ? null : LocalDate.parse(day);
        } catch (DateTimeException wrong) {
            throw refused(option + " is " + day + ", allowed is a day such as 2026-11-23");
        }
    }

    ParameterException refused(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
