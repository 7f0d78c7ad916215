package dev.kinesislake.lab.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinesislake.lab.aws.iam.AccessKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketsTest {

    private static final Instant STORED_AT = Instant.parse("2026-11-23T11:33:31.123Z");

    @TempDir
    private Path folder;

    private S3Server server;
    private Buckets buckets;

    @BeforeEach
    void start() throws IOException {
        var file = folder.resolve("adopted/events/x.gz");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "three");
        Files.setLastModifiedTime(file, FileTime.from(STORED_AT));
        server = S3Server.start(folder, 0, new AccessKeys(new Random(1)), Faults.NONE);
        buckets = server.buckets();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aBucketIsAFolderAndOneThatIsThereIsAdopted() {
        buckets.create("adopted");
        buckets.create("new-one");
        buckets.create("new-one");

        assertThat(buckets.names()).containsExactly("adopted", "new-one");
        assertThat(buckets.folder("new-one")).isEmptyDirectory();
        assertThat(buckets.objects("adopted", "events/"))
                .containsExactly(new StoredObject("events/x.gz", 5, STORED_AT));
    }

    @Test
    void onlyAnEmptyBucketIsDeletedUnlessForced() {
        buckets.create("empty");
        buckets.delete("empty", false);

        assertThatThrownBy(() -> buckets.delete("adopted", false)).hasMessageContaining("not empty: adopted");
        buckets.delete("adopted", true);

        assertThat(buckets.names()).isEmpty();
        assertThatThrownBy(() -> buckets.delete("adopted", true)).hasMessageContaining("does not exist: adopted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ab",
                "Upper",
                "under_score",
                "-begins",
                "ends-",
                "two..dots",
                "127.0.0.1",
                "xn--x",
                "a/b",
                "..",
                ".s3",
                "",
                "alias-s3alias",
                "a123456789a123456789a123456789a123456789a123456789a123456789abcd"
            })
    void aNameThatS3DoesNotTakeIsRefused(String name) {
        assertThatThrownBy(() -> buckets.create(name)).hasMessageContaining("bucket name " + name + ": allowed are");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"abc", "lake-events.dev-123", "a12345678-a12345678-a12345678-a12345678-a12345678-a12345678-abc"})
    void everyOtherNameIsTaken(String name) {
        buckets.create(name);

        assertThat(buckets.exists(name)).isTrue();
    }
}
