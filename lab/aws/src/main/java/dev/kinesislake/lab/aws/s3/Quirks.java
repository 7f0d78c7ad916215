package dev.kinesislake.lab.aws.s3;

import dev.kinesislake.lab.aws.http.ErrorLog;
import dev.kinesislake.lab.aws.iam.AccessKeys;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.shaded.org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.gaul.shaded.org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.gaul.shaded.org.eclipse.jetty.io.EofException;
import org.gaul.shaded.org.eclipse.jetty.server.Server;

/**
 * What s3proxy's HTTP side does otherwise than S3 and we can't leave so. (What its store of files does otherwise is in {@link
 * FolderBlobStore}.)
 */
final class Quirks {

    private static final ErrorLog LOG = ErrorLog.of(S3Server.class);
    private static final long MAX_REST_BYTES = 256L * 1024 * 1024;

    private Quirks() {}

    /**
     * Reads what s3proxy leaves of a request's body. It doesn't read the trailer that AWS SDKs send behind a body, and nothing of
     * a body that it refuses; Jetty then closes the connection, and a client that is still writing gets an I/O error in place of
     * the answer. s3proxy has no way in to its Jetty, hence the reflection.
     *
     * @param proxy not started yet
     */
    static void readBodiesToTheirEnd(S3Proxy proxy) {
        add(new RestReader(), proxy);
    }

    /**
     * Lets objects be stored on a condition.
     *
     * @param proxy not started yet
     */
    static void putConditionally(S3Proxy proxy) {
        add(new ConditionalPut(), proxy);
    }

    /**
     * Answers before the body of an object that may not be put is asked for.
     *
     * @param proxy not started yet, and without the other quirks
     */
    static void refuseEarly(S3Proxy proxy, AccessKeys keys) {
        add(new EarlyRefusal(keys), proxy);
    }

    private static void add(Filter filter, S3Proxy proxy) {
        try {
            var field = S3Proxy.class.getDeclaredField("server");
            field.setAccessible(true);
            var context = ((Server) field.get(proxy)).getDescendant(ServletContextHandler.class);
            context.addFilter(new FilterHolder(filter), "/*", EnumSet.of(DispatcherType.REQUEST));
        } catch (ReflectiveOperationException otherVersion) {
            throw new IllegalStateException("this s3proxy keeps its server elsewhere", otherVersion);
        }
    }

    private static final class RestReader implements Filter {

        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            ClientConnection.enter(request);
            try {
                chain.doFilter(request, new LateResponse(request, (HttpServletResponse) response));
                readRest(request);
            } catch (ConnectionReset reset) {
                // there is nobody left to be answered
            } catch (EofException clientIsGone) {
                throw clientIsGone;
            } catch (IOException | ServletException | RuntimeException failed) {
                // Such as a full disk. Jetty would log each request's, at length.
                readRest(request);
                var answer = (HttpServletResponse) response;
                if (answer.isCommitted()) {
                    throw failed;
                }
                LOG.error("S3 could not answer a request", ioOf(failed));
                answer.reset();
                ErrorAnswer.send(answer, S3Errors.internalError());
            } finally {
                ClientConnection.leave();
            }
        }
    }

    /** Has the body read to its end before the first byte of an answer is written, as then the connection's fate is decided. */
    private static final class LateResponse extends HttpServletResponseWrapper {

        private final ServletRequest request;

        private LateResponse(ServletRequest request, HttpServletResponse response) {
            super(response);
            this.request = request;
        }

        @Override
        public PrintWriter getWriter() throws IOException {
            readRest(request);
            return super.getWriter();
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            readRest(request);
            return super.getOutputStream();
        }
    }

    private static Throwable ioOf(Exception failed) {
        return failed instanceof IOException io ? new UncheckedIOException(io.getMessage(), io) : failed;
    }

    private static void readRest(ServletRequest request) throws IOException {
        var body = request.getInputStream();
        var buffer = new byte[8192];
        long rest = 0;
        int read = 0;
        while (read >= 0 && rest < MAX_REST_BYTES) {
            rest += read;
            read = body.read(buffer);
        }
    }
}
