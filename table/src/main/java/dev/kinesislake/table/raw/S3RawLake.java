package dev.kinesislake.table.raw;

import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.function.partition.Partition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The lake bucket in S3. */
public final class S3RawLake implements RawLake {

    private static final int PRECONDITION_FAILED = 412;

    /** The SDK retries a request until its answer begins, and not once the body has begun. */
    private static final int MAX_ATTEMPTS = 5;

    /** Storage classes whose objects have to be restored first (Amazon S3 User Guide, "Working with archived objects"). */
    private static final Set<String> ARCHIVED = Set.of("GLACIER", "DEEP_ARCHIVE");

    private final S3Client s3;
    private final String bucket;

    public S3RawLake(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public void hours(Instant since, Consumer<RawHour> each) {
        var sections = s3.listObjectsV2Paginator(list ->
                        list.bucket(bucket).prefix(LakeLayout.EVENTS_PREFIX).delimiter("/"))
                .commonPrefixes();
        sections.stream().map(CommonPrefix::prefix).forEach(section -> hours(section, since, each));
    }

    private void hours(String section, Instant since, Consumer<RawHour> each) {
        // Keys sort by time, so what is older is left out by where the list begins.
        var first = section + "dt=" + day(since) + "/";
        var hour = new Listed();
        s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(section).startAfter(first)).contents().stream()
                .map(S3RawLake::object)
                .forEach(object -> HourFolder.of(object.key())
                        .filter(partition -> !partition.hour().isBefore(since))
                        .ifPresent(partition -> hour.add(partition, object, each)));
        hour.end(each);
    }

    /** What cannot stand in a date is listed from the beginning. */
    private static String day(Instant since) {
        return since.isBefore(Instant.EPOCH)
                ? ""
                : LocalDate.ofInstant(since, ZoneOffset.UTC).toString();
    }

    /** The hour whose objects are being listed. */
    private static final class Listed {

        private Partition.@Nullable OfEvents partition;
        private Inputs.Hash hash = new Inputs.Hash();
        private int objects;
        private long bytes;
        private boolean isArchived;

        void add(Partition.OfEvents next, RawObject object, Consumer<RawHour> each) {
            if (!next.equals(partition)) {
                end(each);
                partition = next;
            }
            hash.add(object);
            objects++;
            bytes += object.bytes();
            isArchived |= object.isArchived();
        }

        void end(Consumer<RawHour> each) {
            if (partition != null) {
                each.accept(new RawHour(partition, hash.inputs(), objects, bytes, isArchived));
            }
            hash = new Inputs.Hash();
            objects = 0;
            bytes = 0;
            isArchived = false;
        }
    }

    @Override
    public List<RawObject> objects(Partition.OfEvents hour) {
        var objects = new ArrayList<RawObject>();
        s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(hour.prefix())).contents().stream()
                .map(S3RawLake::object)
                .filter(object -> HourFolder.of(object.key()).isPresent())
                .forEach(objects::add);
        return objects;
    }

    private static RawObject object(S3Object object) {
        return new RawObject(
                object.key(), object.eTag(), object.size(), ARCHIVED.contains(object.storageClassAsString()));
    }

    @Override
    public byte[] get(RawObject object) throws ChangedObjectException {
        for (int attempt = 1; ; attempt++) {
            try (var body =
                    s3.getObject(get -> get.bucket(bucket).key(object.key()).ifMatch(object.etag()))) {
                var bytes = body.readAllBytes();
                // HttpURLConnection ends a body that breaks off as if it were complete.
                if (bytes.length == object.bytes()) {
                    return bytes;
                }
                throw new IOException("it ends after " + bytes.length + " of " + object.bytes() + " bytes");
            } catch (NoSuchKeyException gone) {
                throw new ChangedObjectException(object.key());
            } catch (S3Exception refused) {
                if (refused.statusCode() == PRECONDITION_FAILED) {
                    throw new ChangedObjectException(object.key());
                }
                throw refused;
            } catch (IOException | SdkClientException brokenOff) {
                if (attempt == MAX_ATTEMPTS) {
                    throw new UncheckedIOException(
                            "object " + object.key() + " of bucket " + bucket + " breaks off in each of " + MAX_ATTEMPTS
                                    + " attempts: " + brokenOff.getMessage(),
                            new IOException(brokenOff));
                }
            }
        }
    }

    @Override
    public String erasures() {
        try {
            return s3.headObject(head -> head.bucket(bucket).key(LakeLayout.ERASED_KEY))
                    .eTag();
        } catch (NoSuchKeyException none) {
            return "";
        }
    }
}
