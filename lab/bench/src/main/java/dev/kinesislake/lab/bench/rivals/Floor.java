package dev.kinesislake.lab.bench.rivals;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.kinesislake.lab.bench.work.Workload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The least that anybody has to do who stores these batches: each record's base64 decoded, one strict pass over its JSON by the
 * fastest parser we know of, and the compressors that we use, at their levels, over the same bytes.
 */
public final class Floor implements Subject {

    private static final JsonFactory JSON = new JsonFactory();

    private final List<List<byte[]>> encoded;
    private final List<List<Piece>> pieces = new ArrayList<>();

    /** Prepares what isn't measured: the base64 texts, and what our handler compresses. */
    public Floor(Workload workload) throws IOException {
        this.encoded = workload.records().stream()
                .map(batch -> batch.stream().map(Base64.getEncoder()::encode).toList())
                .toList();
        for (var objects : OurObjects.of(workload)) {
            var ofBatch = new ArrayList<Piece>();
            for (var object : objects) {
                ofBatch.addAll(Piece.of(object));
            }
            pieces.add(ofBatch);
        }
    }

    @Override
    public void handle(int batch) throws IOException {
        for (var text : encoded.get(batch)) {
            validate(Base64.getDecoder().decode(text));
        }
        for (var piece : pieces.get(batch)) {
            piece.compressor().compress(piece.bytes());
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
