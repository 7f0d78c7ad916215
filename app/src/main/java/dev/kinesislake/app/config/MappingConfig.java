package dev.kinesislake.app.config;

/**
 * The event source mapping. The ranges are those of the Lambda API, "CreateEventSourceMapping".
 *
 * @param batchSize most records in a batch, 1 to 10000
 * @param windowSeconds how long records are gathered for a batch, 0 to 300
 * @param parallelizationFactor batches of one shard that are processed at the same time, 1 to 10
 * @param retryAttempts how often a failed batch is tried again, 0 to 10000; never endlessly
 * @param recordAgeSeconds when a record is discarded, 60 to 604800, and never after the stream has dropped it
 */
public record MappingConfig(
        int batchSize, int windowSeconds, int parallelizationFactor, int retryAttempts, int recordAgeSeconds) {

    private static final String BATCH_SIZE = "batchSize";
    private static final String WINDOW = "windowSeconds";
    private static final String RECORD_AGE = "recordAgeSeconds";

    private static final int MAX_WITHOUT_WINDOW = 10;

    static MappingConfig read(ConfigReader reader, StreamConfig stream) {
        var mapping = new MappingConfig(
                reader.number(BATCH_SIZE, 1, 10_000),
                reader.number(WINDOW, 0, 300),
                reader.number("parallelizationFactor", 1, 10),
                reader.number("retryAttempts", 0, 10_000),
                reader.number(RECORD_AGE, 60, 604_800));
        if (reader.sound(BATCH_SIZE, WINDOW)) {
            mapping.checkWindow(reader);
        }
        if (reader.sound(RECORD_AGE, "retentionHours")) {
            mapping.checkAge(reader, stream);
        }
        return mapping;
    }

    private void checkWindow(ConfigReader reader) {
        if (windowSeconds == 0 && batchSize > MAX_WITHOUT_WINDOW) {
            var allowed =
                    "at least 1 where " + BATCH_SIZE + " is above " + MAX_WITHOUT_WINDOW + " (it is " + batchSize + ")";
            reader.problem(WINDOW, windowSeconds, allowed, 1);
        }
    }

    private void checkAge(ConfigReader reader, StreamConfig stream) {
        var most = stream.retentionSeconds();
        if (recordAgeSeconds > most) {
            var allowed =
                    "at most " + most + ", which is the stream's retentionHours (" + stream.retentionHours() + ")";
            reader.problem(RECORD_AGE, recordAgeSeconds, allowed, most);
        }
    }
}
