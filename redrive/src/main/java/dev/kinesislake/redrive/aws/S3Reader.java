package dev.kinesislake.redrive.aws;

import dev.kinesislake.redrive.FolderBucket;
import dev.kinesislake.redrive.RedriveException;
import java.io.IOException;
import java.io.UncheckedIOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.InvalidObjectStateException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * A bucket in S3.
 *
 * @param name the bucket's
 */
public record S3Reader(S3Client s3, String name) implements FolderBucket {

    private static final long MAX_BYTES = 256L << 20;

    /** The SDK retries a request until its answer begins, and not once the body has begun. */
    private static final int MAX_ATTEMPTS = 5;

    @Override
    public Iterable<Listed> list(String prefix) {
        var objects = s3.listObjectsV2Paginator(list -> list.bucket(name).prefix(prefix))
                .contents();
        return () -> objects.stream()
                .map(object -> new Listed(object.key(), object.lastModified()))
                .iterator();
    }

    @Override
    public Iterable<String> folders(String prefix) {
        var folders = s3.listObjectsV2Paginator(
                        list -> list.bucket(name).prefix(prefix).delimiter("/"))
                .commonPrefixes();
        return () -> folders.stream().map(CommonPrefix::prefix).iterator();
    }

    /**
     * {@inheritDoc}
     *
     * @throws RedriveException if that object alone can't be had: it has expired since it was listed, is archived, or is larger than
     *     any that a stack stores
     * @throws UncheckedIOException if its body breaks off each time. Nobody knows what it holds, so a redrive that went on without it
     *     could store a row twice
     */
    @Override
    public byte[] get(String key) {
        for (int attempt = 1; ; attempt++) {
            try (var object = s3.getObject(get -> get.bucket(name).key(key))) {
                return read(key, object);
            } catch (NoSuchKeyException | InvalidObjectStateException cantBeHad) {
                throw new RedriveException(
                        "object " + key + " can't be read: "
                                + cantBeHad.awsErrorDetails().errorCode(),
                        cantBeHad);
            } catch (IOException brokenOff) {
                if (attempt == MAX_ATTEMPTS) {
                    throw new UncheckedIOException(
                            "object " + key + " of bucket " + name + " breaks off in each of " + MAX_ATTEMPTS
                                    + " attempts: " + brokenOff.getMessage(),
                            brokenOff);
                }
            }
        }
    }

    private static byte[] read(String key, ResponseInputStream<GetObjectResponse> object) throws IOException {
        long bytes = object.response().contentLength();
        if (bytes > MAX_BYTES) {
            object.abort();
            throw new RedriveException(
                    "object " + key + " has " + bytes + " bytes, allowed are " + MAX_BYTES + ", and isn't read");
        }
        byte[] body;
        try {
            body = object.readAllBytes();
        } catch (SdkClientException otherChecksum) {
            throw new IOException(otherChecksum.getMessage(), otherChecksum);
        }
        // HttpURLConnection ends a body that breaks off as if it were complete.
        if (body.length != bytes) {
            throw new IOException("it ends after " + body.length + " of " + bytes + " bytes");
        }
        return body;
    }
}
