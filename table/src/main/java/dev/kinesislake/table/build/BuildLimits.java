package dev.kinesislake.table.build;

import java.nio.file.Path;

/**
 * What building an hour may take.
 *
 * @param memoryMb of the engine, beside the JVM's heap
 * @param scratch the folder for an hour's objects, files and what the engine spills
 * @param spillMb how much the engine may spill there
 * @param objectsMb how many megabytes of objects an hour may have
 * @param fileMb how large a file gets, about
 */
public record BuildLimits(int memoryMb, Path scratch, int spillMb, int objectsMb, int fileMb) {

    private static final int BYTES_PER_MB = 1_000_000;

    /** For a machine with 1 GB to spare. */
    public static BuildLimits in(Path scratch) {
        return new BuildLimits(1_024, scratch, 100_000, 50_000, 384);
    }

    public BuildLimits withMemoryMb(int other) {
        return new BuildLimits(other, scratch, spillMb, objectsMb, fileMb);
    }

    boolean areExceededBy(long bytes) {
        return bytes / BYTES_PER_MB >= objectsMb;
    }
}
