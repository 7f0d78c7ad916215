package dev.kinesislake.producer;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/**
 * What to make of a PutRecords call that gave no result.
 *
 * @param retried whether another try may succeed
 * @param unknown whether its records may be stored all the same
 */
public record CallFailure(boolean retried, boolean unknown) {

    /** Beyond what the SDK itself knows to be throttling: the key service's, and credentials that are about to be renewed. */
    private static final Set<String> PASSING =
            Set.of("KMSThrottlingException", "LimitExceededException", "ExpiredTokenException", "ExpiredToken");

    private static final Set<String> CUT_SHORT = Set.of("RequestTimeout", "RequestTimeoutException");

    /** What the exception of a call means. */
    public static CallFailure of(Throwable failure) {
        if (failure instanceof AwsServiceException answer) {
            return of(answer);
        }
        if (failure instanceof ApiCallTimeoutException
                || failure instanceof ApiCallAttemptTimeoutException
                || failure instanceof AbortedException) {
            return new CallFailure(true, true);
        }
        var broken = connection(failure);
        if (broken == null) {
            // Such as credentials that can't be found: waiting doesn't help.
            return new CallFailure(false, false);
        }
        boolean neverSent = broken instanceof ConnectException
                || broken instanceof UnknownHostException
                || broken instanceof NoRouteToHostException;
        return new CallFailure(true, !neverSent);
    }

    private static CallFailure of(AwsServiceException answer) {
        var details = answer.awsErrorDetails();
        var code = details == null || details.errorCode() == null ? "" : details.errorCode();
        if (answer.isThrottlingException() || answer.isClockSkewException() || PASSING.contains(code)) {
            return new CallFailure(true, false);
        }
        boolean unknown = answer.statusCode() >= 500 || CUT_SHORT.contains(code);
        return new CallFailure(unknown, unknown);
    }

    private static @Nullable IOException connection(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException broken) {
                return broken;
            }
        }
        return null;
    }
}
