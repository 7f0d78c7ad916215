package dev.kinesislake.cli.send;

import dev.kinesislake.cli.CommandException;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;

/**
 * A client that says at the first failed connection what it can't reach. A producer goes on trying for minutes, which is right for a
 * stream that it has reached before; one that has never answered is given up sooner, since its address is probably wrong.
 */
final class ReachableKinesis implements KinesisClient {

    static final Duration TIME_LIMIT = Duration.ofSeconds(15);

    private final KinesisClient kinesis;
    private final String what;
    private final LongSupplier nanos;
    private final Consumer<String> say;
    private @Nullable Long failingSince;
    private boolean answered;

    /**
     * Wraps a client, which is closed with it.
     *
     * @param what names the stream and its endpoint, for a person to read
     * @param nanos a clock that never goes back
     */
    ReachableKinesis(KinesisClient kinesis, String what, LongSupplier nanos, Consumer<String> say) {
        this.kinesis = kinesis;
        this.what = what;
        this.nanos = nanos;
        this.say = say;
    }

    @Override
    public PutRecordsResponse putRecords(PutRecordsRequest request) {
        try {
            var response = kinesis.putRecords(request);
            answered();
            return response;
        } catch (RuntimeException failure) {
            var broken = connection(failure);
            if (broken == null) {
                answered();
            } else if (failedForTooLong(broken)) {
                // Without the connection's failure as its cause it isn't tried again.
                throw new CommandException(what + " can't be reached: " + words(broken));
            }
            throw failure;
        }
    }

    private synchronized void answered() {
        answered = true;
        failingSince = null;
    }

    private synchronized boolean failedForTooLong(IOException broken) {
        long now = nanos.getAsLong();
        if (failingSince == null) {
            failingSince = now;
            say.accept("lake: " + what + " can't be reached: " + words(broken) + "; trying again"
                    + (answered ? "" : String.format(Locale.ROOT, " for %d s", TIME_LIMIT.toSeconds())));
        }
        return !answered && now - failingSince >= TIME_LIMIT.toNanos();
    }

    private static @Nullable IOException connection(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException broken) {
                return broken;
            }
        }
        return null;
    }

    private static String words(IOException broken) {
        var name = broken.getClass().getSimpleName();
        return broken.getMessage() == null ? name : name + ": " + broken.getMessage();
    }

    @Override
    public String serviceName() {
        return kinesis.serviceName();
    }

    @Override
    public void close() {
        kinesis.close();
    }
}
