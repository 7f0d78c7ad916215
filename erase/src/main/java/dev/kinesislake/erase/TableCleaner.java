package dev.kinesislake.erase;

import dev.kinesislake.erase.people.People;
import dev.kinesislake.redrive.lake.LakeRow;
import java.util.function.BiConsumer;

/** The table of sealed hours. */
public interface TableCleaner {

    /** Of a stack that has no table. */
    TableCleaner NONE = new TableCleaner() {
        @Override
        public void find(People people, BiConsumer<String, LakeRow> each) {}

        @Override
        public void erase(People people, Counts counts) {}
    };

    /** Hands over the rows of the table that are about them, with their files' locations. */
    void find(People people, BiConsumer<String, LakeRow> each) throws InterruptedException;

    /**
     * Makes the table hold none of their rows, and no earlier snapshot and no file below its location either.
     *
     * @param counts takes what was found
     */
    void erase(People people, Counts counts) throws InterruptedException;
}
