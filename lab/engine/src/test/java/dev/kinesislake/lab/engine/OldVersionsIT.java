package dev.kinesislake.lab.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.erase.EraseListener;
import dev.kinesislake.erase.Eraser;
import dev.kinesislake.erase.Place;
import dev.kinesislake.erase.S3Tombstones;
import dev.kinesislake.erase.TableCleaner;
import dev.kinesislake.erase.bucket.S3VersionedBucket;
import dev.kinesislake.erase.people.People;
import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.EventDecoder;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.UserRecord;
import dev.kinesislake.function.encode.EventParquet;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.function.personal.Erased;
import dev.kinesislake.function.personal.MemberPath;
import dev.kinesislake.redrive.lake.ParquetLakeRows;
import dev.kinesislake.redrive.send.InParallel;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/** Erasing in an S3 that nobody here wrote, and that keeps old versions. */
@ExtendWith(GatewayOnPath.class)
class OldVersionsIT {

    private static final Instant ARRIVAL = Instant.parse("2026-11-24T07:00:00Z");
    private static final String FOLDER = LakeLayout.lakePrefix("Electronics", ARRIVAL);
    private static final MemberPath USER = MemberPath.parse("payload.userid").orElseThrow();

    @Test
    @DisplayName(
            "versions that hold somebody are gone, the current object is without them, and others keep their versions")
    void erased(@TempDir Path folder) throws Exception {
        try (var gateway = Gateway.start(folder);
                var s3 = gateway.client()) {
            for (var bucket : List.of("lake", "failed")) {
                s3.createBucket(create -> create.bucket(bucket));
                s3.putBucketVersioning(versioning -> versioning
                        .bucket(bucket)
                        .versioningConfiguration(on -> on.status(BucketVersioningStatus.ENABLED)));
            }
            store(s3, "both", "anna", "bert");
            store(s3, "both", "anna", "bert", "carl");
            store(s3, "deleted", "anna");
            s3.deleteObject(delete -> delete.bucket("lake").key(key("deleted")));
            store(s3, "others", "bert");
            store(s3, "others", "bert", "carl");
            var waits = new ArrayList<Instant>();

            var result = new Eraser(
                            new Eraser.Parts(
                                    new S3VersionedBucket(s3, "lake"),
                                    new S3VersionedBucket(s3, "failed"),
                                    new S3Tombstones(s3, "lake", new SecureRandom()),
                                    key -> false,
                                    TableCleaner.NONE,
                                    Duration.ofMinutes(2),
                                    (until, clock) -> waits.add(until),
                                    new Silent(),
                                    () -> new InParallel(4)),
                            People.of(USER, "anna"))
                    .erase();

            assertThat(result.isClean()).isTrue();
            assertThat(result.erased().rows(Place.LAKE)).isEqualTo(3);
            assertThat(waits).hasSize(1);
            assertThat(versions(s3, "both")).hasSize(1);
            assertThat(users(s3, "both")).containsExactly("bert", "carl");
            assertThat(versions(s3, "deleted")).isEmpty();
            assertThat(versions(s3, "others")).hasSize(2);
            assertThat(s3.headObject(head -> head.bucket("lake").key(key("both")))
                            .metadata())
                    .containsEntry("attempt", "metadata");
            var list = s3.getObjectAsBytes(get -> get.bucket("lake").key(LakeLayout.ERASED_KEY));
            assertThat(Erased.ofJson(list.asByteArray()).isEmpty()).isFalse();
        }
    }

    private static final class Silent implements EraseListener {
        @Override
        public void looked(Place place, int objects) {}

        @Override
        public void left(String message) {
            throw new AssertionError(message);
        }

        @Override
        public void waiting(Instant until) {}
    }

    private static String key(String name) {
        return FOLDER + name + ".parquet";
    }

    private static void store(S3Client s3, String name, String... users) throws IOException {
        var rows = new ArrayList<Decoded.Valid>();
        for (int i = 0; i < users.length; i++) {
            var event = "{\"metadata\":{\"uuid\":\"u\",\"section\":\"Electronics\"},\"payload\":{\"userid\":\""
                    + users[i] + "\"}}";
            var position = new Position("shardId-000000000000", Integer.toString(i), null);
            rows.add((Decoded.Valid)
                    new EventDecoder(Set.of()).decode(new UserRecord(position, "key", ARRIVAL, event.getBytes(UTF_8))));
        }
        var object = new EventParquet().encode(rows, ARRIVAL + " stored");
        s3.putObject(
                put -> put.bucket("lake").key(key(name)).metadata(Map.of("attempt", "metadata")),
                RequestBody.fromBytes(object));
    }

    private static List<ObjectVersion> versions(S3Client s3, String name) {
        return s3.listObjectVersions(list -> list.bucket("lake").prefix(key(name)))
                .versions();
    }

    private static List<String> users(S3Client s3, String name) throws IOException {
        var users = new ArrayList<String>();
        var object = s3.getObjectAsBytes(get -> get.bucket("lake").key(key(name)));
        ParquetLakeRows.read(
                object.asByteArray(), row -> users.add(row.event().replaceAll(".*\"userid\":\"(\\w+)\".*", "$1")));
        return users;
    }
}
