package dev.kinesislake.lab.aws.resources;

import dev.kinesislake.lab.aws.iam.AccessKey;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * {@code aws:s3/bucketObjectv2:BucketObjectv2}: a file, stored as an object. The local S3 keeps no versions; a version's id is the
 * contents' hash. Its id has the bucket, unlike AWS's provider's: two stacks may have the same key.
 */
final class BucketObjects implements ResourceType {

    static final String TYPE = "aws:s3/bucketObjectv2:BucketObjectv2";

    private static final String BUCKET = "bucket";
    private static final String KEY = "key";

    private static final Shape SHAPE = Shape.unnamed("arn", "etag", "versionId", "tagsAll")
            .replacedBy(BUCKET, KEY)
            .changing("etag", "versionId");

    private final Account account;

    BucketObjects(Account account) {
        this.account = account;
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public Made create(Inputs inputs) throws IOException {
        var bucket = inputs.requiredText(BUCKET);
        var key = inputs.requiredText(KEY);
        if (!account.s3().buckets().exists(bucket)) {
            throw new ResourceException(inputs, "NoSuchBucket: there is no bucket " + bucket);
        }
        var file = inputs.file("source", account.project());
        try (var s3 = account.s3Client(AccessKey.PERSON);
                var contents = Files.newInputStream(file)) {
            var put = s3.putObject(to -> to.bucket(bucket).key(key), RequestBody.fromFile(file));
            return Made.of(bucket + "/" + key, inputs)
                    .withInput("source", inputs.asset("source"))
                    .with("arn", "arn:aws:s3:::" + bucket + "/" + key)
                    .with("etag", put.eTag().replace("\"", ""))
                    .with("versionId", DigestUtils.sha256Hex(contents))
                    .with("tagsAll", inputs.object("tags").all());
        }
    }

    @Override
    public Made update(Made current, Inputs inputs) throws IOException {
        return create(inputs);
    }

    @Override
    public void delete(String id, Inputs inputs) {
        try (var s3 = account.s3Client(AccessKey.PERSON)) {
            s3.deleteObject(at -> at.bucket(bucket(id)).key(key(id)));
        }
    }

    @Override
    public @Nullable Made refreshed(Made made) {
        var buckets = account.s3().buckets();
        var bucket = bucket(made.id());
        return buckets.exists(bucket)
                        && buckets.objects(bucket, key(made.id())).stream()
                                .anyMatch(object -> object.key().equals(key(made.id())))
                ? made
                : null;
    }

    private static String bucket(String id) {
        return id.substring(0, id.indexOf('/'));
    }

    private static String key(String id) {
        return id.substring(id.indexOf('/') + 1);
    }
}
