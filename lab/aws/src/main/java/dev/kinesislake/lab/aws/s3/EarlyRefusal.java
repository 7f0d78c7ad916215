package dev.kinesislake.lab.aws.s3;

import dev.kinesislake.lab.aws.iam.AccessKeys;
import dev.kinesislake.lab.aws.iam.Authorization;
import dev.kinesislake.lab.aws.iam.Caller;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Refuses an object that its sender may not put, before its body is sent: a client that says {@code Expect: 100-continue} gets the
 * answer in place of the request to go on (RFC 9110, "Expect"). Other clients send their bodies at once, and s3proxy answers behind
 * them.
 */
final class EarlyRefusal implements Filter {

    private final AccessKeys keys;

    EarlyRefusal(AccessKeys keys) {
        this.keys = keys;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var http = (HttpServletRequest) request;
        if ("100-continue".equalsIgnoreCase(http.getHeader("Expect")) && ConditionalPut.isPutObject(http)) {
            try {
                check(http);
            } catch (S3Exception refused) {
                ErrorAnswer.close((HttpServletResponse) response, refused);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    /** Nothing is believed here that isn't checked again: who has no permission has none, with any signature. */
    private void check(HttpServletRequest request) {
        var path = URLDecoder.decode(request.getRequestURI().replace("+", "%2B"), StandardCharsets.UTF_8);
        int slash = path.indexOf('/', 1);
        var caller = caller(request.getHeader("Authorization"));
        if (caller != null && slash > 0) {
            CheckedBlobStore.checkPut(
                    caller, path.substring(1, slash), path.substring(slash + 1), ConditionalPut.of(request));
        }
    }

    /** Null for an access key that nobody knows, which has an error of its own. */
    private @Nullable Caller caller(@Nullable String authorization) {
        var id = authorization == null ? Optional.<String>empty() : Authorization.accessKeyId(authorization);
        if (id.isEmpty()) {
            return authorization == null ? Caller.ANONYMOUS : null;
        }
        var entry = keys.find(id.get());
        return entry == null ? null : entry.caller();
    }
}
