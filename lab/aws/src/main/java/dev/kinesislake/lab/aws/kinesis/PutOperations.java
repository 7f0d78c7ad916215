package dev.kinesislake.lab.aws.kinesis;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** PutRecord and PutRecords. A request is checked as a whole before its first record is stored. */
record PutOperations(StreamLookup lookup) {

    /** The most that the records of one request may have together, partition keys included ("PutRecords"). */
    private static final long MAX_REQUEST_BYTES = 10 * 1_048_576;

    ObjectNode putRecord(Request request) {
        var stream = lookup.find(request);
        var entry = Request.putEntry(request.body());
        var put = put(request, stream, List.of(entry)).get(0);
        if (put instanceof PutResult.Refused refused) {
            throw new KinesisException(refused.error(), refused.message());
        }
        return result(put).put("EncryptionType", encryptionType(stream));
    }

    ObjectNode putRecords(Request request) {
        var stream = lookup.find(request);
        List<PutEntry> entries = new ArrayList<>();
        request.body().get("Records").forEach(record -> entries.add(Request.putEntry(record)));
        var results = put(request, stream, entries);
        var response = JsonNodeFactory.instance.objectNode();
        response.put(
                "FailedRecordCount",
                results.stream().filter(PutResult.Refused.class::isInstance).count());
        var records = response.putArray("Records");
        results.forEach(result -> records.add(result(result)));
        return response.put("EncryptionType", encryptionType(stream));
    }

    private static List<PutResult> put(Request request, DataStream stream, List<PutEntry> entries) {
        var bytes = entries.stream().mapToLong(PutEntry::size).sum();
        if (bytes > MAX_REQUEST_BYTES) {
            throw new KinesisException(
                    KinesisError.INVALID_ARGUMENT,
                    "Records have " + bytes + " bytes including partition keys, allowed are " + MAX_REQUEST_BYTES);
        }
        stream.requireFitting(entries);
        request.endIfDryRun();
        return stream.put(entries);
    }

    private static ObjectNode result(PutResult result) {
        var node = JsonNodeFactory.instance.objectNode();
        if (result instanceof PutResult.Stored stored) {
            node.put("ShardId", stored.shardId()).put("SequenceNumber", stored.sequenceNumber());
        } else if (result instanceof PutResult.Refused refused) {
            node.put("ErrorCode", refused.error().code()).put("ErrorMessage", refused.message());
        }
        return node;
    }

    static String encryptionType(DataStream stream) {
        return stream.settings().kmsKeyId() == null ? "NONE" : "KMS";
    }
}
