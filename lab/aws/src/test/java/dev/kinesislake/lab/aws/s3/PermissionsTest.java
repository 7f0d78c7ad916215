package dev.kinesislake.lab.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;

class PermissionsTest {

    private static final String BUCKET = S3Fixture.BUCKET;

    @TempDir
    private Path folder;

    private S3Fixture s3;

    @BeforeEach
    void start() throws IOException {
        s3 = new S3Fixture(folder);
    }

    @AfterEach
    void stop() {
        s3.close();
    }

    @Test
    void aRoleMayDoWhatItsPolicyAllowsAndNothingElse() {
        var role = s3.role(allow("s3:PutObject", "arn:aws:s3:::lake-bucket/events/*"));
        put(role, "events/x", 10);

        assertThat(denied(() -> put(role, "failed/x", 5 * 1024)))
                .isEqualTo("User: arn:aws:iam::000000000000:role/consumer is not authorized to perform: s3:PutObject on"
                        + " resource: \"arn:aws:s3:::lake-bucket/failed/x\"");
        assertThat(denied(() ->
                        role.getObjectAsBytes(request -> request.bucket(BUCKET).key("events/x"))))
                .contains("s3:GetObject");
        assertThat(denied(() ->
                        role.deleteObject(request -> request.bucket(BUCKET).key("events/x"))))
                .contains("s3:DeleteObject");
        assertThat(denied(() -> role.listObjectsV2(request -> request.bucket(BUCKET))))
                .contains("s3:ListBucket");
        assertThat(denied(() -> role.listBuckets())).contains("s3:ListAllMyBuckets");
        assertThat(denied(() -> role.copyObject(request -> request.sourceBucket(BUCKET)
                        .sourceKey("events/x")
                        .destinationBucket(BUCKET)
                        .destinationKey("events/y"))))
                .contains("s3:GetObject");
        assertThat(denied(() -> role.putObject(
                        request -> request.bucket(BUCKET).key("events/x").acl(ObjectCannedACL.PUBLIC_READ),
                        RequestBody.empty())))
                .contains("s3:PutObjectAcl");
        assertThat(role.deleteObjects(request -> request.bucket(BUCKET)
                                .delete(delete -> delete.objects(ObjectIdentifier.builder()
                                        .key("events/x")
                                        .build())))
                        .errors())
                .extracting(error -> error.code())
                .containsExactly("AccessDenied");
        assertThat(s3.server.buckets().objects(BUCKET, ""))
                .extracting(StoredObject::key)
                .containsExactly("events/x");
    }

    @Test
    void noKeyLeadsOutOfTheFolderThatIsAllowed() {
        var role = s3.role(allow("s3:PutObject", "arn:aws:s3:::lake-bucket/events/*"));

        var thrown = catchThrowableOfType(S3Exception.class, () -> put(role, "events/../failed/x", 1));

        assertThat(thrown.statusCode()).isIn(400, 403);
        assertThat(s3.server.buckets().objects(BUCKET, "")).isEmpty();
    }

    @Test
    void putObjectIsEnoughForAnUploadInPartsButNotToAbortIt() {
        var role = s3.role(allow("s3:PutObject", "arn:aws:s3:::lake-bucket/*"));
        var id = role.createMultipartUpload(request -> request.bucket(BUCKET).key("x"))
                .uploadId();

        assertThat(denied(() -> role.abortMultipartUpload(
                        request -> request.bucket(BUCKET).key("x").uploadId(id))))
                .contains("s3:AbortMultipartUpload");
        assertThat(denied(() -> role.listMultipartUploads(request -> request.bucket(BUCKET))))
                .contains("s3:ListBucketMultipartUploads");
        var tag = role.uploadPart(
                        request -> request.bucket(BUCKET).key("x").uploadId(id).partNumber(1),
                        RequestBody.fromString("x"))
                .eTag();
        role.completeMultipartUpload(request -> request.bucket(BUCKET)
                .key("x")
                .uploadId(id)
                .multipartUpload(upload -> upload.parts(
                        CompletedPart.builder().partNumber(1).eTag(tag).build())));
        assertThat(s3.server.buckets().objects(BUCKET, "")).hasSize(1);
    }

    @Test
    void onlyWhoMayListLearnsThatAKeyIsMissing() {
        var reader = s3.role(allow("s3:GetObject", "arn:aws:s3:::lake-bucket/*"));

        assertThat(denied(() -> reader.getObjectAsBytes(
                        request -> request.bucket(BUCKET).key("none"))))
                .contains("s3:ListBucket");
    }

    @Test
    void whoSignsNothingMayDoNothing() throws Exception {
        s3.person()
                .putObject(
                        request -> request.bucket(BUCKET).key("x").acl(ObjectCannedACL.PUBLIC_READ),
                        RequestBody.fromBytes(new byte[1]));

        for (var path : new String[] {"/", "/" + BUCKET, "/" + BUCKET + "/x"}) {
            for (var method : new String[] {"GET", "PUT", "DELETE", "OPTIONS"}) {
                var request = HttpRequest.newBuilder(URI.create(s3.server.endpoint() + path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build();
                assertThat(HttpClient.newHttpClient()
                                .send(request, BodyHandlers.ofString())
                                .statusCode())
                        .isEqualTo(403);
            }
        }
        assertThat(s3.server.buckets().objects(BUCKET, "")).hasSize(1);
    }

    private static void put(S3Client client, String key, int size) {
        client.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromBytes(new byte[size]));
    }

    private static String denied(ThrowingCallable call) {
        var thrown = catchThrowableOfType(S3Exception.class, call);
        assertThat(thrown.statusCode()).isEqualTo(403);
        assertThat(thrown.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
        return thrown.awsErrorDetails().errorMessage();
    }

    private static String allow(String action, String resource) {
        return """
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "%s", "Resource": "%s"}}""".formatted(action, resource);
    }
}
