package dev.kinesislake.lab.bench;

import dev.kinesislake.lab.bench.work.Jvm;
import java.nio.file.Path;
import java.util.List;

/** A part of the table. It runs in a JVM of its own. */
public interface Part {

    /** What {@code --only} calls it, such as {@code cold}. */
    String name();

    /** A sentence above its lines: what was measured, and how. */
    String about();

    /** Options of the JVM that it runs in: as Lambda's for a function of 1 GB, unless it says others. */
    default List<String> jvmOptions() {
        return Jvm.lambdaOptions(1024);
    }

    /**
     * Measures.
     *
     * @param quick whether only to show that everything runs: a figure or two, of the smallest work
     * @param scratch an empty folder, deleted afterwards
     */
    void measure(boolean quick, Path scratch, Lines lines) throws Exception;
}
