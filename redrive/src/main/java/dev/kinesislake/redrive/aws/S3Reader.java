package dev.kinesislake.redrive.aws;

import dev.kinesislake.redrive.Bucket;
import dev.kinesislake.redrive.RedriveException;
import java.io.IOException;
import java.io.UncheckedIOException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.InvalidObjectStateException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * A bucket in S3.
 *
 * @param name the bucket's
 */
public record S3Reader(S3Client s3, String name) implements Bucket {

    private static final long MAX_BYTES = 256L << 20;

    @Override
    public Iterable<Listed> list(String prefix) {
        var objects = s3.listObjectsV2Paginator(list -> list.bucket(name).prefix(prefix))
                .contents();
        return () -> objects.stream()
                .map(object -> new Listed(object.key(), object.lastModified()))
                .iterator();
    }

    /**
     * {@inheritDoc}
     *
     * @throws RedriveException if that object alone can't be had: it has expired since it was listed, is archived, or is larger than
     *     any that a stack stores
     */
    @Override
    public byte[] get(String key) {
        try (var object = s3.getObject(get -> get.bucket(name).key(key))) {
            long bytes = object.response().contentLength();
            if (bytes > MAX_BYTES) {
                object.abort();
                throw new RedriveException(
                        "object " + key + " has " + bytes + " bytes, allowed are " + MAX_BYTES + ", and isn't read");
            }
            return object.readAllBytes();
        } catch (NoSuchKeyException | InvalidObjectStateException cantBeHad) {
            throw new RedriveException(
                    "object " + key + " can't be read: "
                            + cantBeHad.awsErrorDetails().errorCode(),
                    cantBeHad);
        } catch (IOException interrupted) {
            throw new UncheckedIOException("object " + key + " can't be read", interrupted);
        }
    }
}
