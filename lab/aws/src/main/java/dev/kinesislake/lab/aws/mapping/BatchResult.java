package dev.kinesislake.lab.aws.mapping;

/** What came of a batch. */
sealed interface BatchResult {

    /** All records are done. */
    record Succeeded() implements BatchResult {}

    /**
     * The function reported a record, before which all records are done.
     *
     * @param index of that record in the batch
     */
    record FailedFrom(int index) implements BatchResult {}

    /**
     * No record is done.
     *
     * @param functionError whether the function failed, rather than answered what can't be understood
     */
    record Failed(boolean functionError) implements BatchResult {}

    /** The function was never reached, so that this is no attempt. */
    record NotInvoked() implements BatchResult {}
}
