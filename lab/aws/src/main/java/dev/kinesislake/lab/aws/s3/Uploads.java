package dev.kinesislake.lab.aws.s3;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;

/** The multipart uploads that are neither completed nor aborted. They end with the process. */
final class Uploads {

    private final ConcurrentMap<String, Upload> open = new ConcurrentHashMap<>();

    /** An upload as the client knows it, and as it's staged. */
    private record Upload(CreateMultipartUploadRequest request, MultipartUpload staged, Instant initiated) {}

    MultipartUpload begin(CreateMultipartUploadRequest request, MultipartUpload staged) {
        open.put(staged.id(), new Upload(request, staged, Instant.now()));
        return new MultipartUpload(staged.id(), request);
    }

    boolean isOpen(MultipartUpload upload) {
        return find(upload) != null;
    }

    /**
     * The upload as it's staged, with all that was said of the object when it began.
     *
     * @throws software.amazon.awssdk.services.s3.model.S3Exception NoSuchUpload
     */
    MultipartUpload staged(MultipartUpload upload) {
        var found = find(upload);
        if (found == null) {
            throw S3Errors.noSuchUpload(upload.id());
        }
        return found.staged;
    }

    void end(MultipartUpload upload) {
        open.remove(upload.id());
    }

    List<software.amazon.awssdk.services.s3.model.MultipartUpload> of(String bucket) {
        return open.entrySet().stream()
                .filter(entry -> entry.getValue().request.bucket().equals(bucket))
                .map(entry -> software.amazon.awssdk.services.s3.model.MultipartUpload.builder()
                        .uploadId(entry.getKey())
                        .key(entry.getValue().request.key())
                        .initiated(entry.getValue().initiated)
                        .build())
                .sorted(Comparator.comparing(software.amazon.awssdk.services.s3.model.MultipartUpload::key)
                        .thenComparing(software.amazon.awssdk.services.s3.model.MultipartUpload::initiated))
                .toList();
    }

    private @Nullable Upload find(MultipartUpload upload) {
        var found = open.get(upload.id());
        return found != null
                        && found.request.bucket().equals(upload.containerName())
                        && found.request.key().equals(upload.blobName())
                ? found
                : null;
    }
}
