package dev.kinesislake.erase;

import dev.kinesislake.erase.people.People;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.function.personal.Erased;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The list in the lake bucket that the consumer reads before each batch. Many may add to it at once. */
public record S3Tombstones(S3Client s3, String bucket, SecureRandom random) implements Tombstones {

    private static final Set<Integer> OVERTAKEN = Set.of(404, 409, 412);

    private static final int MAX_TRIES = 20;

    @Override
    public void add(People people, Instant before) {
        for (int attempt = 1; attempt <= MAX_TRIES; attempt++) {
            var current = read();
            var erased = current.erased();
            for (var path : people.texts().entrySet()) {
                erased = erased.and(path.getKey(), path.getValue(), before, random);
            }
            if (write(erased, current.etag())) {
                return;
            }
        }
        throw new EraseException("the list of who is erased was changed by others in each of " + MAX_TRIES + " tries");
    }

    private record Listed(Erased erased, @Nullable String etag) {}

    private Listed read() {
        try {
            var object = s3.getObjectAsBytes(get -> get.bucket(bucket).key(LakeLayout.ERASED_KEY));
            return new Listed(
                    Erased.ofJson(object.asByteArray()), object.response().eTag());
        } catch (NoSuchKeyException none) {
            return new Listed(Erased.NONE, null);
        } catch (IOException damaged) {
            throw new EraseException(
                    "object " + LakeLayout.ERASED_KEY + " can't be read: " + damaged.getMessage(), damaged);
        }
    }

    private boolean write(Erased erased, @Nullable String etag) {
        try {
            s3.putObject(
                    put -> {
                        put.bucket(bucket).key(LakeLayout.ERASED_KEY).contentType("application/json");
                        if (etag == null) {
                            put.ifNoneMatch("*");
                        } else {
                            put.ifMatch(etag);
                        }
                    },
                    RequestBody.fromBytes(erased.toJson()));
            return true;
        } catch (S3Exception refused) {
            if (OVERTAKEN.contains(refused.statusCode())) {
                return false;
            }
            throw refused;
        }
    }
}
