package dev.kinesislake.lab.proof.chaos;

/** What becomes of one of the function's requests to S3. */
enum RequestOutcome {
    FINE("fine"),
    SLOW("takes effect after 4 s"),
    SLOW_ANSWER("takes effect, answered after 4 s"),
    ERROR_500("500"),
    ERROR_500_STORED("500, though it took effect"),
    SLOW_DOWN("503"),
    CONFLICT("409"),
    RESET("reset before it takes effect"),
    RESET_STORED("reset after it took effect"),
    SILENT("no answer, no effect"),
    SILENT_STORED("no answer, though it took effect"),
    SILENT_LATE("no answer, takes effect when the client is gone"),
    DENIED("403"),
    OUT_OF_MEMORY("the function is out of memory");

    private final String words;

    RequestOutcome(String words) {
        this.words = words;
    }

    /** For a person. */
    String words() {
        return words;
    }
}
