package dev.kinesislake.local.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.function.decode.KinesisBatch;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.local.check.Bucket;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Tells the consumer when the batch of a redrive was discarded, if the redrive doesn't. */
final class DiscardTime {

    private static final ObjectMapper JSON = new ObjectMapper();

    private DiscardTime() {}

    /** The payload with the time of its batch. */
    static byte[] in(byte[] payload, Bucket failed) {
        var text = new String(payload, UTF_8);
        if (text.contains('"' + KinesisBatch.DISCARDED_AT + "\":")) {
            return payload;
        }
        for (var object : failed.list(LakeLayout.UNPROCESSED_PREFIX)) {
            try (var body = failed.open(object.key())) {
                var batch = JSON.readTree(body);
                if (batch.path("payload").asText().equals(text)) {
                    var time = batch.path("timestamp").asText();
                    return ("{\"" + KinesisBatch.DISCARDED_AT + "\":\"" + time + "\"," + text.substring(1)).getBytes(UTF_8);
                }
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return payload;
    }
}
