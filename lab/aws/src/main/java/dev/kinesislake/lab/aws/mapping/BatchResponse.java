package dev.kinesislake.lab.aws.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kinesislake.lab.aws.lambda.Invoker.Failed;
import dev.kinesislake.lab.aws.lambda.Invoker.Outcome;
import dev.kinesislake.lab.aws.lambda.Invoker.Returned;
import java.io.IOException;
import java.util.HashMap;

/**
 * Reads what the function returned for a batch (Lambda Developer Guide, "Configuring partial batch response with Kinesis Data
 * Streams and Lambda", success and failure conditions).
 */
final class BatchResponse {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private BatchResponse() {}

    /** @param reportBatchItemFailures without it, whatever the function returned counts as success */
    static BatchResult read(Outcome outcome, Batch batch, boolean reportBatchItemFailures) {
        if (outcome instanceof Failed) {
            return new BatchResult.Failed(true);
        }
        if (!reportBatchItemFailures || !(outcome instanceof Returned returned)) {
            return new BatchResult.Succeeded();
        }
        try {
            return read(JSON.readTree(returned.payload()), batch);
        } catch (JsonProcessingException e) {
            return new BatchResult.Failed(false);
        } catch (IOException e) {
            throw new IllegalStateException("Reading from memory can't fail", e);
        }
    }

    private static BatchResult read(JsonNode response, Batch batch) {
        if (isEmpty(response)) {
            return new BatchResult.Succeeded();
        }
        var failures = response.get("batchItemFailures");
        if (response.isObject() && (failures == null || failures.isNull())) {
            return new BatchResult.Succeeded();
        }
        if (failures == null || !failures.isArray()) {
            return new BatchResult.Failed(false);
        }
        if (failures.isEmpty()) {
            return new BatchResult.Succeeded();
        }
        var indexes = new HashMap<String, Integer>();
        for (var i = 0; i < batch.size(); i++) {
            indexes.put(batch.records().get(i).record().sequenceNumber(), i);
        }
        var lowest = batch.size();
        for (var failure : failures) {
            var identifier = failure.path("itemIdentifier");
            var index = identifier.isTextual() ? indexes.get(identifier.textValue()) : null;
            if (index == null) {
                return new BatchResult.Failed(false);
            }
            lowest = Math.min(lowest, index);
        }
        return new BatchResult.FailedFrom(lowest);
    }

    /** Nothing at all, null, "", [] or {}: on AWS each of them stands for success. */
    private static boolean isEmpty(JsonNode response) {
        return response.isMissingNode()
                || response.isNull()
                || (response.isTextual() && response.textValue().isEmpty())
                || (response.isContainerNode() && response.isEmpty());
    }
}
