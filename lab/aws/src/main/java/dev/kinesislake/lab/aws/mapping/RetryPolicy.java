package dev.kinesislake.lab.aws.mapping;

import dev.kinesislake.lab.aws.mapping.MappingSpec.ErrorHandling;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what follows a batch's result: nothing, another try of what isn't done, or giving it up (Lambda Developer Guide,
 * "Retain discarded batch records for a Kinesis Data Streams event source in Lambda", error handling, and "Configuring partial
 * batch response with Kinesis Data Streams and Lambda", bisecting a batch).
 */
final class RetryPolicy {

    /**
     * What to do next.
     *
     * @param again the batches to invoke again, in order
     * @param discarded a batch whose retries are used up
     */
    record Next(List<Batch> again, @Nullable Batch discarded) {

        private static final Next NOTHING = new Next(List.of(), null);

        boolean isBisected() {
            return again.size() > 1;
        }
    }

    private final ErrorHandling settings;

    RetryPolicy(ErrorHandling settings) {
        this.settings = settings;
    }

    /** How many of a batch's first records are older than allowed. */
    int expired(Batch batch, Instant now) {
        if (settings.maximumRecordAgeSeconds() == ErrorHandling.ENDLESS) {
            return 0;
        }
        var youngest = now.minus(Duration.ofSeconds(settings.maximumRecordAgeSeconds()));
        var expired = 0;
        while (expired < batch.size()
                && !batch.records().get(expired).record().arrival().isAfter(youngest)) {
            expired++;
        }
        return expired;
    }

    /** @param batch as it was before the invocation */
    Next after(Batch batch, BatchResult result) {
        if (result instanceof BatchResult.Succeeded) {
            return Next.NOTHING;
        }
        if (result instanceof BatchResult.NotInvoked) {
            return new Next(List.of(batch), null);
        }
        var invoked = batch.invoked();
        if (result instanceof BatchResult.FailedFrom from && from.index() > 0) {
            var rest = invoked.from(from.index());
            // With bisecting, what the function reported is the place of the split, and a split is no retry.
            return settings.bisectBatch() ? new Next(List.of(rest), null) : retry(rest);
        }
        if (settings.bisectBatch() && invoked.size() > 1) {
            var half = invoked.size() / 2;
            return new Next(List.of(invoked.first(half), invoked.from(half)), null);
        }
        return retry(invoked);
    }

    private Next retry(Batch batch) {
        var most = settings.maximumRetryAttempts();
        return most == ErrorHandling.ENDLESS || batch.retries() < most
                ? new Next(List.of(batch.retried()), null)
                : new Next(List.of(), batch);
    }
}
