package dev.kinesislake.lab.aws.s3;

import dev.kinesislake.lab.aws.iam.Caller;
import dev.kinesislake.lab.aws.s3.Faults.Moment;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
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
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * The store as one caller may use it: each operation is checked against the caller's permissions first. It implements the store's
 * interface and forwards nothing by default, so that an operation which a later s3proxy adds can't pass unchecked.
 */
final class CheckedBlobStore implements BlobStore {

    private final BlobStore store;
    private final Caller caller;
    private final Faults faults;

    CheckedBlobStore(BlobStore store, Caller caller, Faults faults) {
        this.store = store;
        this.caller = caller;
        this.faults = faults;
    }

    @Override
    public ListBucketsResponse list() {
        return checked(S3Call.account("s3:ListAllMyBuckets"), () -> store.list());
    }

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
        return checked(S3Call.bucket("s3:ListBucket", request.bucket()), () -> store.list(request));
    }

    @Override
    public ListObjectVersionsResponse listVersions(ListObjectVersionsRequest request) {
        return checked(S3Call.bucket("s3:ListBucketVersions", request.bucket()), () -> store.listVersions(request));
    }

    @Override
    public boolean supportsVersioning() {
        return store.supportsVersioning();
    }

    @Override
    public GetBucketVersioningResponse getBucketVersioning(GetBucketVersioningRequest request) {
        return checked(
                S3Call.bucket("s3:GetBucketVersioning", request.bucket()), () -> store.getBucketVersioning(request));
    }

    @Override
    public HeadBucketResponse headBucket(HeadBucketRequest request) {
        return checked(S3Call.bucket("s3:ListBucket", request.bucket()), () -> store.headBucket(request));
    }

    @Override
    public CreateBucketResponse createContainer(CreateBucketRequest request) {
        return checked(S3Call.bucket("s3:CreateBucket", request.bucket()), () -> store.createContainer(request));
    }

    @Override
    public void deleteBucket(String bucket) {
        checkedRun(S3Call.bucket("s3:DeleteBucket", bucket), () -> store.deleteBucket(bucket));
    }

    @Override
    public BucketCannedACL getContainerAccess(String bucket) {
        return checked(S3Call.bucket("s3:GetBucketAcl", bucket), () -> store.getContainerAccess(bucket));
    }

    @Override
    public void setContainerAccess(String bucket, BucketCannedACL access) {
        checkedRun(S3Call.bucket("s3:PutBucketAcl", bucket), () -> store.setContainerAccess(bucket, access));
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
        var condition = ConditionalPut.current();
        checkPut(caller, request.bucket(), request.key(), condition);
        checkAcl(request.acl(), request.bucket(), request.key());
        return done(
                S3Call.object("s3:PutObject", request.bucket(), request.key()),
                () -> store.putBlob(condition.applyTo(request), payload));
    }

    /**
     * Whether a caller may put an object. {@code If-Match} tells something of the object that is there, and needs the permission to read
     * it, too (Amazon S3 User Guide, "How to prevent object overwrites with conditional writes").
     */
    static void checkPut(Caller caller, String bucket, String key, WriteCondition condition) {
        check(caller, S3Call.object("s3:PutObject", bucket, key), condition.context());
        if (condition.ifMatch() != null) {
            check(caller, S3Call.object("s3:GetObject", bucket, key), Map.of());
        }
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        check(S3Call.object("s3:GetObject", request.sourceBucket(), request.sourceKey()));
        checkAcl(request.acl(), request.destinationBucket(), request.destinationKey());
        checkPut(caller, request.destinationBucket(), request.destinationKey(), WriteCondition.NONE);
        return done(
                S3Call.object("s3:PutObject", request.destinationBucket(), request.destinationKey()),
                () -> store.copyBlob(request));
    }

    @Override
    public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
        var call = S3Call.object("s3:GetObject", request.bucket(), request.key());
        return found(call, () -> store.blobMetadata(request));
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
        var call = S3Call.object("s3:GetObject", request.bucket(), request.key());
        return found(call, () -> store.getBlob(request));
    }

    @Override
    public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
        var action = request.versionId() == null ? "s3:DeleteObject" : "s3:DeleteObjectVersion";
        return checked(S3Call.object(action, request.bucket(), request.key()), () -> store.removeBlob(request));
    }

    @Override
    public ObjectCannedACL getBlobAccess(String bucket, String key) {
        return checked(S3Call.object("s3:GetObjectAcl", bucket, key), () -> store.getBlobAccess(bucket, key));
    }

    @Override
    public void setBlobAccess(String bucket, String key, ObjectCannedACL access) {
        checkedRun(S3Call.object("s3:PutObjectAcl", bucket, key), () -> store.setBlobAccess(bucket, key, access));
    }

    @Override
    public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
        checkAcl(request.acl(), request.bucket(), request.key());
        return ofAnUpload(
                S3Call.object("s3:PutObject", request.bucket(), request.key()),
                () -> store.initiateMultipartUpload(request));
    }

    @Override
    public UploadPartResponse uploadMultipartPart(MultipartUpload upload, UploadPartRequest request, InputStream part) {
        return ofAnUpload(
                S3Call.object("s3:PutObject", upload.containerName(), upload.blobName()),
                () -> store.uploadMultipartPart(upload, request, part));
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        checkPut(caller, upload.containerName(), upload.blobName(), WriteCondition.NONE);
        return done(
                S3Call.object("s3:PutObject", upload.containerName(), upload.blobName()),
                () -> store.completeMultipartUpload(upload, request));
    }

    @Override
    public void abortMultipartUpload(MultipartUpload upload) {
        checkedRun(
                S3Call.object("s3:AbortMultipartUpload", upload.containerName(), upload.blobName()),
                () -> store.abortMultipartUpload(upload));
    }

    @Override
    public List<Part> listMultipartUpload(MultipartUpload upload) {
        // s3proxy lists the parts to complete an upload too, and for that S3 asks no more than PutObject.
        var put = S3Call.object("s3:PutObject", upload.containerName(), upload.blobName());
        var list = S3Call.object("s3:ListMultipartUploadParts", upload.containerName(), upload.blobName());
        return checked(allows(put) ? put : list, () -> store.listMultipartUpload(upload));
    }

    @Override
    public List<software.amazon.awssdk.services.s3.model.MultipartUpload> listMultipartUploads(String bucket) {
        return checked(
                S3Call.bucket("s3:ListBucketMultipartUploads", bucket), () -> store.listMultipartUploads(bucket));
    }

    @Override
    public long getMinimumMultipartPartSize() {
        return store.getMinimumMultipartPartSize();
    }

    /** What precedes the object can't be conditional, and policies can tell it from what makes the object. */
    private <T> T ofAnUpload(S3Call call, Supplier<T> operation) {
        check(caller, call, Map.of("s3:objectcreationoperation", "false"));
        return done(call, operation);
    }

    private void checkAcl(@Nullable ObjectCannedACL acl, String bucket, String key) {
        if (acl != null && acl != ObjectCannedACL.PRIVATE) {
            check(S3Call.object("s3:PutObjectAcl", bucket, key));
        }
    }

    /** Who may not list a bucket doesn't learn either that it has no such key (Amazon S3 API Reference, "GetObject"). */
    private <T> T found(S3Call call, Supplier<T> read) {
        try {
            return checked(call, read);
        } catch (NoSuchKeyException none) {
            check(S3Call.bucket("s3:ListBucket", call.bucket()));
            throw none;
        }
    }

    private void checkedRun(S3Call call, Runnable operation) {
        checked(call, () -> {
            operation.run();
            return call;
        });
    }

    private <T> T checked(S3Call call, Supplier<T> operation) {
        check(call);
        return done(call, operation);
    }

    private <T> T done(S3Call call, Supplier<T> operation) {
        strike(Moment.BEFORE, call);
        var result = operation.get();
        strike(Moment.AFTER, call);
        return result;
    }

    private void strike(Moment moment, S3Call call) {
        try {
            faults.on(moment, call);
        } catch (ConnectionReset reset) {
            ClientConnection.reset();
            throw reset;
        }
    }

    private void check(S3Call call) {
        check(caller, call, Map.of());
    }

    private boolean allows(S3Call call) {
        return allows(caller, call, Map.of());
    }

    private static void check(Caller caller, S3Call call, Map<String, String> context) {
        if (!allows(caller, call, context)) {
            throw S3Errors.accessDenied("User: " + caller.arn() + " is not authorized to perform: " + call.action()
                    + " on resource: \"" + call.resource() + "\"");
        }
    }

    private static boolean allows(Caller caller, S3Call call, Map<String, String> context) {
        return caller.permissions().allows(call.action(), call.resource(), context);
    }
}
