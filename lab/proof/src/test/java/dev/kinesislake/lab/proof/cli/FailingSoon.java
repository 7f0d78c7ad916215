package dev.kinesislake.lab.proof.cli;

import java.util.Map;

/** The configuration of a small stack, in which a batch that can't be stored is soon discarded. */
final class FailingSoon {

    /** The function tries until its timeout. */
    static final Map<String, String> CONFIG = Map.of(
            "shardCount", "1", "batchSize", "10", "windowSeconds", "0", "retryAttempts", "0", "timeoutSeconds", "6");

    private FailingSoon() {}
}
