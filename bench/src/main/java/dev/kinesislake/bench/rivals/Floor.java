package dev.kinesislake.bench.rivals;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.kinesislake.bench.work.Workload;
import java.io.IOException;
import java.util.Base64;
import java.util.List;

/**
 * The least that anybody has to do who stores these batches: each record's base64 decoded, one strict pass over its JSON by the
 * fastest parser we know of, and the compressor that we use, at its level, over the bytes of the same objects.
 */
public final class Floor implements Subject {

    private static final JsonFactory JSON = new JsonFactory();

    private final List<List<byte[]>> encoded;
    private final List<List<byte[]>> objects;
    private final Compressor compressor;

    /** Prepares what isn't measured: the base64 texts, and what the objects hold. */
    public Floor(Workload workload, Compressor compressor) throws IOException {
        this.compressor = compressor;
        this.encoded = workload.records().stream()
                .map(batch -> batch.stream().map(Base64.getEncoder()::encode).toList())
                .toList();
        this.objects = ObjectBytes.of(workload);
    }

    @Override
    public void handle(int batch) throws IOException {
        for (var text : encoded.get(batch)) {
            validate(Base64.getDecoder().decode(text));
        }
        for (var object : objects.get(batch)) {
            compressor.compress(object);
        }
    }

    private static void validate(byte[] record) throws IOException {
        try (var json = JSON.createParser(record)) {
            json.nextToken();
            json.skipChildren();
        } catch (JsonProcessingException invalid) {
            // it goes to the failed bucket as it is
        }
    }
}
