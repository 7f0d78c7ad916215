package dev.kinesislake.lab.aws.s3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.ObjectVersionStorageClass;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * Buckets as folders and objects as files, by s3proxy's store of files. It differs from S3 in what docs/decisions/0020 lists, and
 * this class is where we work around it: an object appears in its bucket whole, by one rename; long names are shortened; lists are
 * in S3's order.
 */
final class FolderBlobStore implements BlobStore {

    private final FilesystemNio2BlobStore store;
    private final FileKeys keys;
    private final Staging staging;
    private final Uploads uploads = new Uploads();

    private FolderBlobStore(FilesystemNio2BlobStore store, FileKeys keys, Staging staging) {
        this.store = store;
        this.keys = keys;
        this.staging = staging;
    }

    /** The buckets in a folder, which is made if it isn't there. What an earlier process began to store and didn't finish is removed. */
    static FolderBlobStore open(Path folder) throws IOException {
        var ownFolder = Files.createDirectories(folder).resolve(Staging.OWN_FOLDER);
        var store = new FilesystemNio2BlobStore(folder.toString());
        return new FolderBlobStore(
                store, new FileKeys(LongNames.load(ownFolder.resolve("names"))), Staging.empty(folder, store));
    }

    @Override
    public ListBucketsResponse list() {
        var buckets = store.list().buckets().stream()
                .filter(bucket -> BucketName.isValid(bucket.name()))
                .toArray(Bucket[]::new);
        return ListBucketsResponse.builder().buckets(buckets).build();
    }

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
        var prefix = request.prefix() == null ? "" : request.prefix();
        var folder = keys.toFolder(prefix);
        if (folder == null) {
            return Listing.page(request, List.of(), List.of());
        }
        // All of the folder, as its names may have to be restored before they can be compared and counted.
        var all = store.list(ListObjectsV2Request.builder()
                .bucket(request.bucket())
                .prefix(folder)
                .delimiter(request.delimiter())
                .build());
        var objects = all.contents().stream()
                .map(object -> object.toBuilder().key(keys.toKey(object.key())).build())
                .filter(object -> object.key().startsWith(prefix))
                .toList();
        var prefixes = all.commonPrefixes().stream()
                .map(common ->
                        common.toBuilder().prefix(keys.toKey(common.prefix())).build())
                .filter(common -> common.prefix().startsWith(prefix))
                .toList();
        return Listing.page(request, objects, prefixes);
    }

    /** Each object as its only version: old ones aren't kept, whatever a bucket's settings say. */
    @Override
    public ListObjectVersionsResponse listVersions(ListObjectVersionsRequest request) {
        var page = list(ListObjectsV2Request.builder()
                .bucket(request.bucket())
                .prefix(request.prefix())
                .delimiter(request.delimiter())
                .startAfter(request.keyMarker())
                .maxKeys(request.maxKeys())
                .build());
        var versions = page.contents().stream()
                .map(object -> ObjectVersion.builder()
                        .key(object.key())
                        .versionId("null")
                        .isLatest(true)
                        .eTag(object.eTag())
                        .size(object.size())
                        .lastModified(object.lastModified())
                        .storageClass(ObjectVersionStorageClass.STANDARD)
                        .build())
                .toList();
        var response = ListObjectVersionsResponse.builder()
                .versions(versions)
                .commonPrefixes(page.commonPrefixes())
                .isTruncated(page.isTruncated());
        if (Boolean.TRUE.equals(page.isTruncated()) && !versions.isEmpty()) {
            response.nextKeyMarker(versions.get(versions.size() - 1).key()).nextVersionIdMarker("null");
        }
        return response.build();
    }

    @Override
    public boolean supportsVersioning() {
        return true;
    }

    @Override
    public GetBucketVersioningResponse getBucketVersioning(GetBucketVersioningRequest request) {
        return GetBucketVersioningResponse.builder().build();
    }

    @Override
    public HeadBucketResponse headBucket(HeadBucketRequest request) {
        return store.headBucket(request);
    }

    @Override
    public CreateBucketResponse createContainer(CreateBucketRequest request) {
        BucketName.check(request.bucket());
        return store.createContainer(request);
    }

    @Override
    public void deleteBucket(String bucket) {
        store.deleteBucket(BucketName.check(bucket));
    }

    @Override
    public BucketCannedACL getContainerAccess(String bucket) {
        return store.getContainerAccess(bucket);
    }

    @Override
    public void setContainerAccess(String bucket, BucketCannedACL access) {
        store.setContainerAccess(bucket, access);
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
        var condition = WriteCondition.of(request);
        var path = keys.toPath(request.key());
        if (path.endsWith("/")) {
            refuse(condition.isConditional(), "conditional writes of folders");
            if (request.contentLength() == null || request.contentLength() > 0) {
                throw S3Errors.invalidArgument(
                        "key " + request.key() + ": kept as a folder, an object whose key ends with / has to be empty");
            }
            return store.putBlob(request.toBuilder().key(path).build(), payload);
        }
        Function<String, PutObjectResponse> write = draft -> store.putBlob(
                request.toBuilder().bucket(Staging.BUCKET).key(draft).build(), payload);
        return condition.isConditional()
                ? staging.publishIf(
                        raced -> condition.check(eTag(request.bucket(), path), raced), request.bucket(), path, write)
                : staging.publish(request.bucket(), path, write);
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        var source = keys.toPath(request.sourceKey());
        return staging.publish(
                request.destinationBucket(),
                keys.toPath(request.destinationKey()),
                draft -> store.copyBlob(request.toBuilder()
                        .sourceKey(source)
                        .destinationBucket(Staging.BUCKET)
                        .destinationKey(draft)
                        .build()));
    }

    @Override
    public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
        return store.blobMetadata(
                request.toBuilder().key(keys.toPath(request.key())).build());
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
        return store.getBlob(request.toBuilder().key(keys.toPath(request.key())).build());
    }

    @Override
    public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
        var path = keys.toPath(request.key());
        return staging.change(
                request.bucket(),
                path,
                () -> store.removeBlob(request.toBuilder().key(path).build()));
    }

    @Override
    public ObjectCannedACL getBlobAccess(String bucket, String key) {
        return store.getBlobAccess(bucket, keys.toPath(key));
    }

    @Override
    public void setBlobAccess(String bucket, String key, ObjectCannedACL access) {
        store.setBlobAccess(bucket, keys.toPath(key), access);
    }

    @Override
    public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
        store.headBucket(HeadBucketRequest.builder().bucket(request.bucket()).build());
        keys.toPath(request.key());
        var staged = store.initiateMultipartUpload(request.toBuilder()
                .bucket(Staging.BUCKET)
                .key(UUID.randomUUID().toString())
                .build());
        return uploads.begin(request, staged);
    }

    @Override
    public UploadPartResponse uploadMultipartPart(MultipartUpload upload, UploadPartRequest request, InputStream part) {
        return store.uploadMultipartPart(uploads.staged(upload), request, part);
    }

    @Override
    public List<Part> listMultipartUpload(MultipartUpload upload) {
        // A completion that is sent again has to find no parts, not an error: then it's answered as the first one was.
        return uploads.isOpen(upload) ? store.listMultipartUpload(uploads.staged(upload)) : List.of();
    }

    @Override
    public List<software.amazon.awssdk.services.s3.model.MultipartUpload> listMultipartUploads(String bucket) {
        store.headBucket(HeadBucketRequest.builder().bucket(bucket).build());
        return uploads.of(bucket);
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        refuse(request.ifMatch() != null || request.ifNoneMatch() != null, "conditional writes");
        var staged = uploads.staged(upload);
        var response = staging.publish(upload.containerName(), keys.toPath(upload.blobName()), draft -> {
            var completed = store.completeMultipartUpload(staged, request);
            staging.rename(staged.blobName(), draft);
            return completed;
        });
        uploads.end(upload);
        return response;
    }

    @Override
    public void abortMultipartUpload(MultipartUpload upload) {
        store.abortMultipartUpload(uploads.staged(upload));
        uploads.end(upload);
    }

    @Override
    public long getMinimumMultipartPartSize() {
        return store.getMinimumMultipartPartSize();
    }

    private @Nullable String eTag(String bucket, String path) {
        try {
            return store.blobMetadata(
                            HeadObjectRequest.builder().bucket(bucket).key(path).build())
                    .eTag();
        } catch (NoSuchKeyException none) {
            return null;
        }
    }

    private static void refuse(boolean asked, String what) {
        if (asked) {
            throw new UnsupportedOperationException(what + " are not supported");
        }
    }
}
