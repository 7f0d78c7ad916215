package dev.kinesislake.lab.aws.mapping;

/** Why a batch was discarded, by the name that AWS's invocation record has for it. */
enum DiscardCondition {
    RETRY_ATTEMPTS_EXHAUSTED("RetryAttemptsExhausted"),
    RECORD_AGE_EXCEEDED("RecordAgeExceeded");

    private final String name;

    DiscardCondition(String name) {
        this.name = name;
    }

    String nameInRecord() {
        return name;
    }
}
