package dev.kinesislake.lab.aws.resources;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code aws:s3/bucketV2:BucketV2}. */
final class Buckets implements ResourceType {

    static final String TYPE = "aws:s3/bucketV2:BucketV2";

    private static final Shape SHAPE = Shape.named(
                    new Naming("bucket", 63, true), "arn", "region", "bucketDomainName", "tagsAll")
            .replacedBy("bucketPrefix", "objectLockEnabled");

    private final Account account;

    Buckets(Account account) {
        this.account = account;
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    /** A bucket that an earlier run left is taken over with its objects. */
    @Override
    public Made create(Inputs inputs) {
        var name = account.nameOf(inputs, "bucket");
        if (account.existing().find(TYPE, name) != null
                && account.s3().buckets().exists(name)) {
            throw new ResourceException(inputs, "BucketAlreadyOwnedByYou: there is a bucket " + name + " already");
        }
        account.s3().buckets().create(name);
        account.forgetSettings(name);
        return made(name, inputs);
    }

    @Override
    public Made update(Made current, Inputs inputs) {
        return made(current.id(), inputs);
    }

    @Override
    public void delete(String id, Inputs inputs) {
        account.s3().buckets().delete(id, inputs.flag("forceDestroy"));
        account.forgetSettings(id);
    }

    @Override
    public @Nullable Made refreshed(Made made) {
        return account.s3().buckets().exists(made.id()) ? made : null;
    }

    /** The bucket alone: what was configured of it went with the earlier run. */
    @Override
    public @Nullable Made leftBehind(String id) {
        return account.s3().buckets().exists(id) ? made(id, new Inputs(TYPE, id, Map.of())) : null;
    }

    private Made made(String name, Inputs inputs) {
        return Made.of(name, inputs)
                .withInput("bucket", name)
                .with("arn", "arn:aws:s3:::" + name)
                .with("region", account.region())
                .with("bucketDomainName", name + ".s3.amazonaws.com")
                .with("tagsAll", inputs.object("tags").all());
    }
}
