package dev.kinesislake.local.chaos;

import java.time.Duration;

/** What one attempt at a PUT meets with. */
enum Fate {
    STORED("fine", 0.02, true),
    SLOW("stored after 4 s", 4, true),
    ERROR_500("500", 0.05, false),
    ERROR_500_STORED("500, though stored", 0.05, true),
    SLOW_DOWN("503", 0.05, false),
    RESET("reset before it's stored", 0.05, false),
    RESET_STORED("reset after it's stored", 0.05, true),
    SILENT("no answer, not stored", 10, false),
    SILENT_STORED("no answer, though stored", 10, true),
    SILENT_LATE("no answer, stored when the client has long gone", 10, false),
    DENIED("403", 0.05, false),
    OUT_OF_MEMORY("the function is out of memory", 0.05, false);

    private final String words;
    private final Duration takes;
    private final boolean stores;

    Fate(String words, double seconds, boolean stores) {
        this.words = words;
        this.takes = Duration.ofMillis(Math.round(seconds * 1000));
        this.stores = stores;
    }

    /** For a person. */
    String words() {
        return words;
    }

    /** How long the client is kept; where there's no answer, what the client's own patience is. */
    Duration takes() {
        return takes;
    }

    /** Whether the object is stored by the time that the client is let go. */
    boolean stores() {
        return stores;
    }
}
