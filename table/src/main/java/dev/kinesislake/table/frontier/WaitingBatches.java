package dev.kinesislake.table.frontier;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.table.SealException;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import okio.Okio;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The discarded batches that nobody has redriven, in the failed bucket. */
public record WaitingBatches(S3Client s3, String bucket) {

    /**
     * When each one's first record arrived.
     *
     * @throws SealException if one can't be read: nobody knows which hours miss its records
     */
    public List<Instant> arrivals() {
        var discarded = keys(LakeLayout.UNPROCESSED_PREFIX);
        if (discarded.isEmpty()) {
            return List.of();
        }
        // After the batches: what is redriven in between is stored by now.
        var redriven = keys(LakeLayout.redrivenBatchesPrefix());
        return discarded.stream()
                .filter(key -> !redriven.contains(LakeLayout.redrivenKey(key)))
                .sorted()
                .flatMap(key -> firstArrival(key).stream())
                .toList();
    }

    /** When the first record of all of them arrived. */
    public Optional<Instant> oldest() {
        var arrivals = arrivals();
        return arrivals.isEmpty() ? Optional.empty() : Optional.of(Collections.min(arrivals));
    }

    private Set<String> keys(String prefix) {
        return s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix)).contents().stream()
                .map(S3Object::key)
                .collect(Collectors.toSet());
    }

    /** Empty where the batch has expired since it was listed. */
    private Optional<Instant> firstArrival(String key) {
        try (var object = s3.getObject(get -> get.bucket(bucket).key(key))) {
            var arrival = firstArrival(object);
            // The payload, which is nearly all of it, comes behind.
            object.abort();
            if (arrival == null) {
                throw notABatch(key);
            }
            return Optional.of(Instant.parse(arrival));
        } catch (NoSuchKeyException gone) {
            return Optional.empty();
        } catch (JsonDataException | DateTimeException notABatch) {
            throw notABatch(key);
        } catch (IOException | SdkException unreadable) {
            throw new SealException(
                    "discarded batch " + key + " of bucket " + bucket + " can't be read: " + unreadable.getMessage(),
                    unreadable);
        }
    }

    private SealException notABatch(String key) {
        return new SealException("object " + key + " of bucket " + bucket
                + " is none that Lambda's on-failure destination writes: nobody knows which hours miss its records");
    }

    /** Null where the object has none. */
    private static @Nullable String firstArrival(InputStream object) throws IOException {
        var json = JsonReader.of(Okio.buffer(Okio.source(object)));
        json.beginObject();
        while (json.hasNext()) {
            if (!json.nextName().equals("KinesisBatchInfo")) {
                json.skipValue();
                continue;
            }
            json.beginObject();
            while (json.hasNext()) {
                if (json.nextName().equals("approximateArrivalOfFirstRecord")) {
                    return json.nextString();
                }
                json.skipValue();
            }
            json.endObject();
        }
        return null;
    }
}
