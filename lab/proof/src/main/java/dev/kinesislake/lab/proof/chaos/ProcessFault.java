package dev.kinesislake.lab.proof.chaos;

/** What a request of a sealer meets with. */
enum ProcessFault {
    KILLED("its process is killed before it"),
    KILLED_DONE("its process is killed after it"),
    FAILED("it fails"),
    FAILED_DONE("it fails, though it was carried out"),
    FAILED_LATE("it fails, and is carried out later"),
    SLOW("it is slow");

    private final String words;

    ProcessFault(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
