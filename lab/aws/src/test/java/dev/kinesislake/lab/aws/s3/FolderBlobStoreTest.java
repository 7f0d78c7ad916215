package dev.kinesislake.lab.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

class FolderBlobStoreTest {

    private static final String BUCKET = "lake-bucket";
    private static final byte[] DATA = new byte[100_000];

    @TempDir
    private Path folder;

    private BlobStore store;

    @BeforeEach
    void open() throws IOException {
        store = FolderBlobStore.open(folder);
        store.createContainer(CreateBucketRequest.builder().bucket(BUCKET).build());
    }

    @Test
    void whileAnObjectIsWrittenItsBucketHasNothingOfIt() {
        put("events/x.gz", new ByteArrayInputStream(DATA) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                assertThat(folder.resolve(BUCKET)).isEmptyDirectory();
                assertThat(store.list(BUCKET).contents()).isEmpty();
                return super.read(buffer, offset, length);
            }
        });

        assertThat(folder.resolve(BUCKET + "/events/x.gz")).hasBinaryContent(DATA);
    }

    @Test
    void whatBreaksOffLeavesTheObjectThatWasThere() {
        put("events/x.gz", new ByteArrayInputStream(DATA));

        assertThatThrownBy(() -> put("events/x.gz", new BreaksOff())).hasMessageContaining("broken off");

        assertThat(folder.resolve(BUCKET + "/events/x.gz")).hasBinaryContent(DATA);
        assertThat(folder.resolve(Staging.BUCKET)).isEmptyDirectory();
    }

    @Test
    void aConditionThatHoldsAgainAfterAChangeIsAConflict() {
        assertThatThrownBy(() -> store.putBlob(request("a").ifNoneMatch("*").build(), during(() -> {
                    put("a", new ByteArrayInputStream(DATA));
                    remove("a");
                })))
                .hasMessageContaining("conflicting operation");
        put("b", new ByteArrayInputStream(DATA));
        var eTag = store.blobMetadata(
                        HeadObjectRequest.builder().bucket(BUCKET).key("b").build())
                .eTag();
        assertThatThrownBy(() -> store.putBlob(
                        request("b").ifMatch(eTag).build(), during(() -> put("b", new ByteArrayInputStream(DATA)))))
                .hasMessageContaining("conflicting operation");
        assertThatThrownBy(() -> store.putBlob(request("b").ifMatch(eTag).build(), during(() -> remove("b"))))
                .hasMessageContaining("does not exist");
        assertThatThrownBy(() -> store.putBlob(
                        request("c").ifNoneMatch("*").build(), during(() -> put("c", new ByteArrayInputStream(DATA)))))
                .hasMessageContaining("pre-conditions");
        assertThat(folder.resolve(Staging.BUCKET)).isEmptyDirectory();
    }

    @Test
    void whatAnEarlierProcessDidNotFinishIsRemoved() throws IOException {
        Files.writeString(folder.resolve(Staging.BUCKET).resolve("draft"), "half");

        store = FolderBlobStore.open(folder);

        assertThat(folder.resolve(Staging.BUCKET)).isEmptyDirectory();
        assertThat(store.list().buckets()).extracting(bucket -> bucket.name()).containsExactly(BUCKET);
    }

    private void put(String key, InputStream data) {
        store.putBlob(request(key).build(), data);
    }

    private void remove(String key) {
        store.removeBlob(DeleteObjectRequest.builder().bucket(BUCKET).key(key).build());
    }

    private static PutObjectRequest.Builder request(String key) {
        return PutObjectRequest.builder().bucket(BUCKET).key(key).contentLength((long) DATA.length);
    }

    /** A body that takes so long that something else happens meanwhile. */
    private static InputStream during(Runnable event) {
        return new ByteArrayInputStream(DATA) {
            private boolean done;

            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                if (!done) {
                    done = true;
                    event.run();
                }
                return super.read(buffer, offset, length);
            }
        };
    }

    private static final class BreaksOff extends ByteArrayInputStream {

        private BreaksOff() {
            super(new byte[10_000]);
        }

        @Override
        public synchronized int read(byte[] buffer, int offset, int length) {
            if (available() == 0) {
                throw new UncheckedIOException(new IOException("broken off"));
            }
            return super.read(buffer, offset, length);
        }
    }
}
