package dev.kinesislake.local.s3;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Lets {@code If-None-Match: *} of a PutObject through to the store (Amazon S3 User Guide, "How to prevent object overwrites with
 * conditional writes"). s3proxy refuses conditional writes unless it knows the store's class by its name, so its handler must not see
 * the header; it reads it by this spelling, and the signature's check by the one of the signature, in lower case.
 */
final class IfAbsent implements Filter {

    private static final String HEADER = "If-None-Match";

    /** A request is handled by one thread from its beginning to its end. */
    private static final ThreadLocal<Boolean> ASKED = ThreadLocal.withInitial(() -> false);

    /** Whether the request that this thread handles asks for it. */
    static boolean isAsked() {
        return ASKED.get();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var http = (HttpServletRequest) request;
        if (!isPutIfAbsent(http)) {
            chain.doFilter(request, response);
            return;
        }
        ASKED.set(true);
        try {
            chain.doFilter(new Unconditional(http), response);
        } finally {
            ASKED.remove();
        }
    }

    private static boolean isPutIfAbsent(HttpServletRequest request) {
        return request.getMethod().equals("PUT")
                && "*".equals(request.getHeader(HEADER))
                && request.getHeader("If-Match") == null
                && request.getHeader("x-amz-copy-source") == null
                && isOfAnObject(request.getQueryString());
    }

    /** Some SDKs name the operation; anything else asks for a part of an upload, or for what isn't the object itself. */
    private static boolean isOfAnObject(@Nullable String query) {
        return query == null || query.equals("x-id=PutObject");
    }

    private static final class Unconditional extends HttpServletRequestWrapper {

        Unconditional(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable String getHeader(String name) {
            return name.equals(HEADER) ? null : super.getHeader(name);
        }
    }
}
