package dev.kinesislake.lab.aws.http;

import java.io.UncheckedIOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A log of errors that may come again and again, such as those of a full disk: each is written once, and then its count at 10, 100,
 * 1,000 and so on.
 */
public final class ErrorLog {

    /** Errors beyond that many different ones share a count. */
    private static final int MAX_DIFFERENT = 100;

    private final System.Logger logger;
    private final ConcurrentMap<String, AtomicLong> counts = new ConcurrentHashMap<>();

    public ErrorLog(System.Logger logger) {
        this.logger = logger;
    }

    public static ErrorLog of(Class<?> type) {
        return new ErrorLog(System.getLogger(type.getName()));
    }

    /**
     * Writes or counts an error.
     *
     * @param what the same text for the same error, without ids
     * @param cause one of input or output says it all in its message; others are written with their stack trace
     */
    public void error(String what, Throwable cause) {
        var text = what + ": " + message(cause);
        var count = counts.size() < MAX_DIFFERENT || counts.containsKey(text)
                ? counts.computeIfAbsent(text, first -> new AtomicLong())
                : counts.computeIfAbsent("other errors", first -> new AtomicLong());
        long times = count.incrementAndGet();
        if (times == 1) {
            if (cause instanceof UncheckedIOException) {
                logger.log(System.Logger.Level.ERROR, text);
            } else {
                logger.log(System.Logger.Level.ERROR, text, cause);
            }
        } else if (isPowerOfTen(times)) {
            logger.log(System.Logger.Level.ERROR, text + " (" + times + " times)");
        }
    }

    private static String message(Throwable cause) {
        return cause instanceof UncheckedIOException io ? String.valueOf(io.getMessage()) : cause.toString();
    }

    private static boolean isPowerOfTen(long count) {
        long power = 10;
        while (power < count) {
            power *= 10;
        }
        return power == count;
    }
}
