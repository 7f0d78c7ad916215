package dev.kinesislake.lab.aws.s3;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;

/** The server's buckets, for the process that runs it: nothing is signed, checked or made to fail. */
public final class Buckets {

    private final Path folder;
    private final FolderBlobStore store;

    Buckets(Path folder, FolderBlobStore store) {
        this.folder = folder;
        this.store = store;
    }

    /**
     * Makes a bucket, or adopts the one that is there already, with its objects.
     *
     * @throws software.amazon.awssdk.services.s3.model.S3Exception InvalidBucketName
     */
    public void create(String name) {
        if (!exists(BucketName.check(name))) {
            store.createContainer(CreateBucketRequest.builder().bucket(name).build());
        }
    }

    /**
     * Deletes a bucket; with {@code force} its objects too.
     *
     * @throws software.amazon.awssdk.services.s3.model.S3Exception NoSuchBucket, and without {@code force} BucketNotEmpty
     */
    public void delete(String name, boolean force) {
        if (!exists(name)) {
            throw S3Errors.noSuchBucket(name);
        }
        if (force) {
            store.deleteContainer(name);
        } else if (!objects(name, "").isEmpty()) {
            throw S3Errors.bucketNotEmpty(name);
        } else {
            store.deleteBucket(name);
        }
    }

    public boolean exists(String name) {
        return BucketName.isValid(name) && Files.isDirectory(folder(name));
    }

    /** The buckets' names, sorted. */
    public List<String> names() {
        return store.list().buckets().stream().map(Bucket::name).sorted().toList();
    }

    /** The folder with a bucket's objects as files. */
    public Path folder(String name) {
        return folder.resolve(name);
    }

    /**
     * All objects whose keys begin with a prefix, in the order of their keys.
     *
     * @throws software.amazon.awssdk.services.s3.model.S3Exception NoSuchBucket
     */
    public List<StoredObject> objects(String bucket, String prefix) {
        var request = ListObjectsV2Request.builder()
                .bucket(bucket)
                .prefix(prefix)
                .maxKeys(Integer.MAX_VALUE)
                .build();
        return store.list(request).contents().stream()
                .map(object -> new StoredObject(object.key(), object.size(), object.lastModified()))
                .toList();
    }
}
