package dev.kinesislake.lab.aws.s3;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets the conditions of a PutObject through to the store. s3proxy refuses conditional writes unless it knows the store's class by its
 * name, so its handler must not see the headers; it reads them by this spelling, and the signature's check by the one of the signature,
 * in lower case.
 */
final class ConditionalPut implements Filter {

    private static final String IF_NONE_MATCH = "If-None-Match";
    private static final String IF_MATCH = "If-Match";
    private static final Set<String> HEADERS = Set.of(IF_NONE_MATCH, IF_MATCH);

    /** A request is handled by one thread from its beginning to its end. */
    private static final ThreadLocal<WriteCondition> CURRENT = ThreadLocal.withInitial(() -> WriteCondition.NONE);

    /** The condition of the request that this thread handles. */
    static WriteCondition current() {
        return CURRENT.get();
    }

    /** The condition of a request that {@link #isPutObject}; none where S3 doesn't take what it says. */
    static WriteCondition of(HttpServletRequest request) {
        var ifNoneMatch = request.getHeader(IF_NONE_MATCH);
        var ifMatch = request.getHeader(IF_MATCH);
        boolean taken = ifNoneMatch == null || (ifNoneMatch.equals("*") && ifMatch == null);
        return taken ? new WriteCondition(ifNoneMatch, ifMatch) : WriteCondition.NONE;
    }

    /** Whether it stores an object from its body. */
    static boolean isPutObject(HttpServletRequest request) {
        return request.getMethod().equals("PUT")
                && request.getHeader("x-amz-copy-source") == null
                && isOfAnObject(request.getQueryString());
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var http = (HttpServletRequest) request;
        var condition = isPutObject(http) ? of(http) : WriteCondition.NONE;
        if (!condition.isConditional()) {
            chain.doFilter(request, response);
            return;
        }
        CURRENT.set(condition);
        try {
            chain.doFilter(new Unconditional(http), response);
        } finally {
            CURRENT.remove();
        }
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
            return HEADERS.contains(name) ? null : super.getHeader(name);
        }
    }
}
