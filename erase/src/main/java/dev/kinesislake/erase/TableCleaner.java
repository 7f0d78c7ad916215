package dev.kinesislake.erase;

import dev.kinesislake.erase.people.People;
import dev.kinesislake.redrive.lake.LakeRow;
import java.time.Instant;
import java.util.function.BiConsumer;

/** The table of sealed hours. */
public interface TableCleaner {

    /** Of a stack that has no table. */
    TableCleaner NONE = new TableCleaner() {
        @Override
        public void find(People people, BiConsumer<String, LakeRow> each) {}

        @Override
        public void erase(People people, Instant before, Counts counts) {}
    };

    /** Hands over the rows of the table that are about them, with their files' locations. */
    void find(People people, BiConsumer<String, LakeRow> each) throws InterruptedException;

    /**
     * Makes the table hold none of their rows, and no earlier snapshot and no file below its location either.
     *
     * @param before rows that arrived then or later stay
     * @param counts takes what was found
     */
    void erase(People people, Instant before, Counts counts) throws InterruptedException;
}
