package dev.kinesislake.erase.clean;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.InvocationBuffer;
import dev.kinesislake.function.decode.RecordDecoder;
import dev.kinesislake.redrive.failed.StoredBatch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;

/** A batch that Lambda discarded. Its keys come from its records, so it is never changed: redriven, and then deleted. */
public final class DiscardedBatch {

    private static final RecordDecoder DECODER = new RecordDecoder(Set.of());

    private DiscardedBatch() {}

    /** How many rows of it are sought. */
    public static long count(String key, byte[] object, Sought sought) throws IOException {
        var rows = new long[1];
        rows(key, object, sought, row -> rows[0]++);
        return rows[0];
    }

    /** Hands over the rows that are sought. */
    public static void rows(String key, byte[] object, Sought sought, Consumer<Decoded> each) throws IOException {
        var payload = StoredBatch.parse(key, object).payload();
        if (payload == null) {
            return;
        }
        var batch = new InvocationBuffer().read(new ByteArrayInputStream(payload.getBytes(UTF_8)));
        for (var record : batch.records()) {
            for (var row : DECODER.decode(record).rows()) {
                if (sought.includes(row)) {
                    each.accept(row);
                }
            }
        }
    }
}
