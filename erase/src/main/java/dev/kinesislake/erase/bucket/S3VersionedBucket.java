package dev.kinesislake.erase.bucket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.ObjectVersionStorageClass;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * A bucket in S3.
 *
 * @param name the bucket's
 */
public record S3VersionedBucket(S3Client s3, String name) implements VersionedBucket {

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;

    /** Of a request (Amazon S3 API Reference, "DeleteObjects"). */
    private static final int MAX_DELETES = 1_000;

    /** The SDK retries a request until its answer begins, and not once the body has begun. */
    private static final int MAX_ATTEMPTS = 5;

    /** Storage classes whose objects have to be restored first (Amazon S3 User Guide, "Working with archived objects"). */
    private static final Set<String> ARCHIVED = Set.of("GLACIER", "DEEP_ARCHIVE");

    @Override
    public void each(String prefix, Consumer<Version> version) {
        for (var page : s3.listObjectVersionsPaginator(list -> list.bucket(name).prefix(prefix))) {
            page.versions().forEach(listed -> version.accept(version(listed)));
            page.deleteMarkers()
                    .forEach(marker -> version.accept(
                            new Version(marker.key(), marker.versionId(), "", 0, marker.isLatest(), true, false)));
        }
    }

    private static Version version(ObjectVersion listed) {
        var storage = listed.storageClass() == ObjectVersionStorageClass.UNKNOWN_TO_SDK_VERSION
                ? listed.storageClassAsString()
                : String.valueOf(listed.storageClass());
        return new Version(
                listed.key(),
                listed.versionId(),
                listed.eTag(),
                listed.size(),
                listed.isLatest(),
                false,
                ARCHIVED.contains(storage));
    }

    @Override
    public Optional<Content> get(Version version) {
        for (int attempt = 1; ; attempt++) {
            try (var object = s3.getObject(get -> get.bucket(name)
                    .key(version.key())
                    .versionId(version.isKept() ? version.id() : null)
                    .ifMatch(version.etag()))) {
                var body = object.readAllBytes();
                // HttpURLConnection ends a body that breaks off as if it were complete.
                if (body.length == version.bytes()) {
                    return Optional.of(new Content(
                            body,
                            object.response().contentType(),
                            object.response().metadata()));
                }
                throw new IOException("it ends after " + body.length + " of " + version.bytes() + " bytes");
            } catch (NoSuchKeyException gone) {
                return Optional.empty();
            } catch (S3Exception refused) {
                if (refused.statusCode() == PRECONDITION_FAILED || refused.statusCode() == NOT_FOUND) {
                    return Optional.empty();
                }
                throw refused;
            } catch (IOException | SdkClientException brokenOff) {
                if (attempt == MAX_ATTEMPTS) {
                    throw new UncheckedIOException(
                            "object " + version.key() + " of bucket " + name + " breaks off in each of " + MAX_ATTEMPTS
                                    + " attempts: " + brokenOff.getMessage(),
                            new IOException(brokenOff));
                }
            }
        }
    }

    @Override
    public boolean replace(Version latest, Content content) {
        try {
            s3.putObject(
                    put -> put.bucket(name)
                            .key(latest.key())
                            .contentType(content.contentType())
                            .metadata(content.metadata())
                            .ifMatch(latest.etag()),
                    RequestBody.fromBytes(content.body()));
            return true;
        } catch (S3Exception refused) {
            if (Set.of(NOT_FOUND, CONFLICT, PRECONDITION_FAILED).contains(refused.statusCode())) {
                return false;
            }
            throw refused;
        }
    }

    @Override
    public void delete(List<Version> versions) {
        for (int from = 0; from < versions.size(); from += MAX_DELETES) {
            var some = versions.subList(from, Math.min(versions.size(), from + MAX_DELETES)).stream()
                    .map(version -> ObjectIdentifier.builder()
                            .key(version.key())
                            .versionId(version.isKept() ? version.id() : null)
                            .build())
                    .toList();
            var answer = s3.deleteObjects(delete ->
                    delete.bucket(name).delete(objects -> objects.objects(some).quiet(true)));
            if (!answer.errors().isEmpty()) {
                var error = answer.errors().get(0);
                throw new UncheckedIOException(new IOException("object " + error.key() + " of bucket " + name
                        + " can't be deleted: " + error.code() + " " + error.message()));
            }
        }
    }

    @Override
    public Instant now() {
        var answer = s3.headBucket(head -> head.bucket(name)).sdkHttpResponse();
        return answer.firstMatchingHeader("Date")
                .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant())
                .orElseThrow(() -> new IllegalStateException("S3 doesn't tell the time"));
    }
}
