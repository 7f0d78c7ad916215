package dev.kinesislake.function.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpResponse;

/** S3's answer that it hasn't stored an object (S3 API Reference, "Error responses"). */
final class S3Refusal extends IOException {

    private static final String CLOCK_IS_WRONG = "RequestTimeTooSkewed";

    private static final Set<Integer> TRANSIENT_STATUS = Set.of(429, 500, 502, 503, 504);

    /** As the AWS SDKs have it; a status of 4xx may go with them. */
    private static final Set<String> THROTTLING = Set.of(
            "BandwidthLimitExceeded",
            "RequestLimitExceeded",
            "RequestThrottled",
            "RequestThrottledException",
            "SlowDown",
            "Throttling",
            "ThrottlingException",
            "ThrottledException",
            "TooManyRequestsException");

    private static final Set<String> TRANSIENT =
            Set.of("InternalError", "RequestTimeout", "RequestTimeoutException", CLOCK_IS_WRONG);

    private final int status;
    private final String code;
    private final @Nullable String requestId;
    private final @Nullable String date;

    private S3Refusal(int status, String code, @Nullable String requestId, @Nullable String date) {
        super("status " + status);
        this.status = status;
        this.code = code;
        this.requestId = requestId;
        this.date = date;
    }

    static S3Refusal of(SdkHttpResponse response, byte[] body) {
        return new S3Refusal(
                response.statusCode(),
                code(new String(body, UTF_8)),
                response.firstMatchingHeader("x-amz-request-id").orElse(null),
                response.firstMatchingHeader("Date").orElse(null));
    }

    /** What stands between {@code <Code>} and {@code </Code>}, or nothing: S3's codes are letters, and who answers may not be S3. */
    private static String code(String xml) {
        int start = xml.indexOf("<Code>") + "<Code>".length();
        int end = xml.indexOf("</Code>", start);
        if (start < "<Code>".length() || end < 0) {
            return "";
        }
        var code = xml.substring(start, end);
        return code.chars().allMatch(Character::isLetterOrDigit) ? code : "";
    }

    /** Code, status and request, for a log line. The message that S3 sends with them can hold the key. */
    String words() {
        return (code.isEmpty() ? "" : code + ", ") + "status " + status + ", request " + requestId;
    }

    /** What time it is according to S3, if that is why it refuses. */
    @Nullable Instant correctTime() {
        if (!code.equals(CLOCK_IS_WRONG) || date == null) {
            return null;
        }
        try {
            return DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
        } catch (DateTimeException noDate) {
            return null;
        }
    }

    /** Whether a PUT that failed so may succeed when it's tried again. */
    static boolean isTransient(Throwable failure) {
        if (failure instanceof S3Refusal refusal) {
            return TRANSIENT_STATUS.contains(refusal.status)
                    || TRANSIENT.contains(refusal.code)
                    || isThrottling(refusal);
        }
        if (failure instanceof InterruptedIOException) {
            // Anything else than a time-out is somebody's order to stop.
            return failure instanceof SocketTimeoutException;
        }
        return failure instanceof IOException || failure instanceof UncheckedIOException;
    }

    /** Whether S3 wants less. */
    static boolean isThrottling(Throwable failure) {
        return failure instanceof S3Refusal refusal && (refusal.status == 429 || THROTTLING.contains(refusal.code));
    }
}
