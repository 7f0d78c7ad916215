package dev.kinesislake.lab.aws.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinesislake.function.store.Attempt;
import dev.kinesislake.function.store.Provenance;
import dev.kinesislake.function.store.S3ObjectStore;
import dev.kinesislake.function.store.StoreException;
import dev.kinesislake.function.store.StoredObject;
import dev.kinesislake.lab.aws.iam.AccessKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The function's store against the local S3, which verifies signatures. */
class FunctionsPutTest {

    private static final Provenance PROVENANCE =
            new Provenance(new Attempt(Instant.EPOCH, "request"), "arn:s", 1, "shardId-0-1");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "events/section=Home-Decor/dt=2026-11-24/hour=07/shardId-000000000000-1.parquet",
                "events/section=a%2Fb%25%20/1-2.parquet",
                "events/section=日本 é+&;,@$!()~|<>`/1.parquet",
            })
    void anObjectIsStoredUnderItsKey(String key) throws Exception {
        try (var s3 = new S3Fixture(folder)) {
            var object = new StoredObject(
                    S3Fixture.BUCKET, key, "application/gzip", PROVENANCE, "the object".getBytes(UTF_8));
            store(s3, AccessKey.PERSON.secret()).put(object, Duration.ofMinutes(1));

            var stored =
                    s3.person().getObject(get -> get.bucket(S3Fixture.BUCKET).key(key));
            assertThat(stored.response().contentType()).isEqualTo("application/gzip");
            assertThat(stored.readAllBytes()).isEqualTo(object.body());
        }
    }

    @Test
    void aWrongSignatureIsRefused() throws IOException {
        try (var s3 = new S3Fixture(folder)) {
            var object = new StoredObject(
                    S3Fixture.BUCKET, "key", "application/gzip", PROVENANCE, "the object".getBytes(UTF_8));

            assertThatThrownBy(() -> store(s3, "wrong").put(object, Duration.ofMinutes(1)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith(
                            "can't store in " + S3Fixture.BUCKET + ": SignatureDoesNotMatch, status 403, request ");
        }
    }

    @Test
    @DisplayName("S3 refuses before it reads the body, and its error code is still known")
    void earlyRefusal() throws IOException {
        try (var s3 = new S3Fixture(folder)) {
            for (int size : new int[] {1, 500_000, 4_000_000}) {
                var object = new StoredObject("no-such-bucket", "key", "application/gzip", PROVENANCE, new byte[size]);

                assertThatThrownBy(() -> store(s3, AccessKey.PERSON.secret()).put(object, Duration.ofMinutes(1)))
                        .as("%d bytes", size)
                        .hasMessageStartingWith("can't store in no-such-bucket: NoSuchBucket, status 404, request ");
            }
        }
    }

    private static S3ObjectStore store(S3Fixture s3, String secret) {
        var environment = Map.of(
                "AWS_REGION",
                "eu-central-1",
                "AWS_ACCESS_KEY_ID",
                AccessKey.PERSON.id(),
                "AWS_SECRET_ACCESS_KEY",
                secret,
                "AWS_ENDPOINT_URL_S3",
                s3.server.endpoint().toString());
        return S3ObjectStore.ofEnvironment(environment, 1);
    }
}
