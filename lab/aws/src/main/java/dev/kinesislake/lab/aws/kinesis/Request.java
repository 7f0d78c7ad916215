package dev.kinesislake.lab.aws.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kinesislake.lab.aws.service.SignedCaller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request whose shape has been checked. */
record Request(Operation operation, ObjectNode body, Wire wire, SignedCaller caller) {

    /** @throws KinesisException when the caller may not do this to the resource */
    void authorize(String resource) {
        caller.require(operation.action(), resource);
    }

    /** To be called once nothing but the operation itself is left to do. */
    void endIfDryRun() {
        if (body.path("DryRun").asBoolean()) {
            throw new KinesisException(
                    KinesisError.DRY_RUN_OPERATION, "The request would have succeeded, but DryRun is set.");
        }
    }

    @Nullable String text(String member) {
        return text(body, member);
    }

    String requiredText(String member) {
        return Objects.requireNonNull(text(member), member);
    }

    int whole(String member, int otherwise) {
        return body.path(member).asInt(otherwise);
    }

    @Nullable Instant time(JsonNode structure, String member) {
        return structure.hasNonNull(member)
                ? Instant.ofEpochMilli(Math.round(wire.millis(structure.get(member))))
                : null;
    }

    static @Nullable String text(JsonNode structure, String member) {
        return structure.path(member).textValue();
    }

    /** A record to put, out of PutRecord's request or an entry of that of PutRecords. */
    static PutEntry putEntry(JsonNode structure) {
        try {
            var partitionKey = Objects.requireNonNull(text(structure, "PartitionKey"), "PartitionKey");
            var explicit = text(structure, "ExplicitHashKey");
            var hashKey = explicit == null ? HashKey.of(partitionKey) : HashKey.explicit(explicit);
            return new PutEntry(partitionKey, hashKey, structure.get("Data").binaryValue());
        } catch (IOException checkedBefore) {
            throw new UncheckedIOException(checkedBefore);
        }
    }
}
