package dev.kinesislake.app;

/** What may become of the stream and the buckets when their stack goes. */
enum Removal {
    /** Pulumi refuses to delete them, and forgets them rather than to delete them once it no longer refuses. */
    REFUSED,
    /** Pulumi deletes them, and AWS refuses where a bucket holds anything. */
    ONLY_EMPTY,
    /** Pulumi deletes them with all they hold. */
    WITH_CONTENTS;

    static Removal of(boolean protect, boolean deletable) {
        if (protect) {
            return REFUSED;
        }
        return deletable ? WITH_CONTENTS : ONLY_EMPTY;
    }

    boolean isRefused() {
        return this == REFUSED;
    }

    boolean isWithContents() {
        return this == WITH_CONTENTS;
    }
}
