package dev.kinesislake.redrive.send;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.redrive.send.LakeConsumer.Answer;
import dev.kinesislake.redrive.send.LakeConsumer.NotStored;
import dev.kinesislake.redrive.send.LakeConsumer.Stored;
import dev.kinesislake.redrive.send.LakeConsumer.StoredUpTo;
import java.io.IOException;

/**
 * Reads what the consumer returns (AWS Lambda Developer Guide, "Configuring partial batch response with Kinesis Data Streams and
 * Lambda"). Lambda takes anything else for success, a redrive doesn't.
 */
public final class PartialResponse {

    private static final ObjectMapper JSON = new ObjectMapper();

    private PartialResponse() {}

    /** An empty list of failures alone says that all is stored; anything else isn't from the consumer. */
    public static Answer read(byte[] response) {
        try {
            var failures = JSON.readTree(response).path("batchItemFailures");
            if (failures.isArray()) {
                return failures.isEmpty()
                        ? new Stored()
                        : new StoredUpTo(failures.get(0).path("itemIdentifier").asText());
            }
        } catch (IOException noJson) {
            // falls through
        }
        return new NotStored("the function's answer has no batchItemFailures");
    }
}
