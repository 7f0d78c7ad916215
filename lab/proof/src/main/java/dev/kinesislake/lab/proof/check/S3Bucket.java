package dev.kinesislake.lab.proof.check;

import dev.kinesislake.lab.aws.s3.Buckets;
import java.io.InputStream;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A bucket of the local S3, read as any client reads it.
 *
 * @param buckets list the objects, as S3's API doesn't tell to the millisecond when one was stored
 */
public record S3Bucket(S3Client s3, Buckets buckets, String name) implements Bucket {

    @Override
    public List<Entry> list(String prefix) {
        return buckets.objects(name, prefix).stream()
                .map(object -> new Entry(object.key(), object.size(), object.storedAt()))
                .toList();
    }

    @Override
    public InputStream open(String key) {
        return s3.getObject(get -> get.bucket(name).key(key));
    }
}
