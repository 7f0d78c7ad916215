package dev.kinesislake.erase.bucket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
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

    /** What GetObject answers for an archived object that isn't restored (Amazon S3 API Reference, "Error responses"). */
    private static final String ARCHIVED = "InvalidObjectState";

    @Override
    public Iterable<Version> versions(String prefix) {
        return () -> s3.listObjectVersionsPaginator(list -> list.bucket(name).prefix(prefix)).stream()
                .flatMap(page -> Stream.concat(
                        page.versions().stream().map(S3VersionedBucket::version),
                        page.deleteMarkers().stream().map(S3VersionedBucket::marker)))
                .iterator();
    }

    private static Version marker(DeleteMarkerEntry marker) {
        return new Version(marker.key(), marker.versionId(), "", 0, marker.isLatest(), true, marker.lastModified());
    }

    private static Version version(ObjectVersion listed) {
        return new Version(
                listed.key(),
                listed.versionId(),
                listed.eTag(),
                listed.size(),
                listed.isLatest(),
                false,
                listed.lastModified());
    }

    @Override
    public Optional<Content> get(Version version) throws ArchivedException {
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
                var details = refused.awsErrorDetails();
                if (details != null && ARCHIVED.equals(details.errorCode())) {
                    throw new ArchivedException(version.key());
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
