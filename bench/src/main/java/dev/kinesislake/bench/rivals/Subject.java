package dev.kinesislake.bench.rivals;

/** Something that handles the batches of a workload. */
public interface Subject {

    /** Handles a batch to its end. */
    void handle(int batch) throws Exception;
}
