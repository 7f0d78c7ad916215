package dev.kinesislake.lab.proof.chaos;

/** What a PUT of the function meets with in a live scenario, by what happens before and after the object is stored. */
enum LiveFault {
    ERROR_500("500"),
    ERROR_500_STORED("500, though stored"),
    SLOW_DOWN("503"),
    SLOW("answered after 2 s"),
    RESET("reset before it's stored"),
    RESET_STORED("reset after it's stored"),
    SILENT("no answer for 12 s, not stored"),
    SILENT_STORED("no answer for 12 s, though stored"),
    KILLED("the function's JVMs are killed before it's stored"),
    KILLED_STORED("the function's JVMs are killed after it's stored");

    private final String words;

    LiveFault(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
