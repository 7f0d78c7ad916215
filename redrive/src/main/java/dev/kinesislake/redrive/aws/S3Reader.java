package dev.kinesislake.redrive.aws;

import dev.kinesislake.redrive.Bucket;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A bucket in S3.
 *
 * @param name the bucket's
 */
public record S3Reader(S3Client s3, String name) implements Bucket {

    @Override
    public Iterable<Listed> list(String prefix) {
        var objects = s3.listObjectsV2Paginator(list -> list.bucket(name).prefix(prefix))
                .contents();
        return () -> objects.stream()
                .map(object -> new Listed(object.key(), object.lastModified()))
                .iterator();
    }

    @Override
    public byte[] get(String key) {
        return s3.getObjectAsBytes(get -> get.bucket(name).key(key)).asByteArrayUnsafe();
    }
}
