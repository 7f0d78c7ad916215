package dev.kinesislake.redrive.aws;

import dev.kinesislake.redrive.failed.FailedBucket;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The failed bucket in S3. */
public final class S3FailedBucket implements FailedBucket {

    private static final int PRECONDITION_FAILED = 412;

    /** Another such write was under way, and nobody knows yet which is the first (Amazon S3 User Guide, "Conditional writes"). */
    private static final int CONFLICT = 409;

    private static final int MAX_CONFLICTS = 20;

    private final S3Client s3;
    private final String bucket;
    private final S3Reader reader;

    public S3FailedBucket(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
        this.reader = new S3Reader(s3, bucket);
    }

    @Override
    public Iterable<Listed> list(String prefix) {
        return reader.list(prefix);
    }

    @Override
    public byte[] get(String key) {
        return reader.get(key);
    }

    @Override
    public void put(String key, byte[] body) {
        s3.putObject(put -> put.bucket(bucket).key(key).contentType("application/json"), RequestBody.fromBytes(body));
    }

    @Override
    public boolean putIfAbsent(String key, byte[] body) {
        for (int conflicts = 1; ; conflicts++) {
            try {
                s3.putObject(
                        put -> put.bucket(bucket)
                                .key(key)
                                .contentType("application/json")
                                .ifNoneMatch("*"),
                        RequestBody.fromBytes(body));
                return true;
            } catch (S3Exception refused) {
                if (refused.statusCode() == PRECONDITION_FAILED) {
                    return false;
                }
                if (refused.statusCode() != CONFLICT || conflicts == MAX_CONFLICTS) {
                    throw refused;
                }
            }
        }
    }

    @Override
    public Instant now() {
        var answer = s3.headBucket(head -> head.bucket(bucket)).sdkHttpResponse();
        return answer.firstMatchingHeader("Date")
                .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant())
                .orElseThrow(() -> new IllegalStateException("S3 doesn't tell the time"));
    }
}
