package dev.kinesislake.function.decode;

import java.util.Locale;

/** Why a record, or an event of a record, is not an event of the lake. The first that applies, in this order, is its reason. */
public enum Reason {
    /** Says that it's gzip or zstd, and isn't: cut off, damaged, or followed by something else. */
    BAD_COMPRESSION,
    /**
     * Is a Kinesis record beyond the bounds: more than 10,000 events, more than 16 MiB when decompressed, or a KPL aggregate with a
     * partition key of more than 256 characters.
     */
    TOO_LARGE,
    /** Is not valid UTF-8. */
    NOT_UTF8,
    /** Is not strict RFC 8259 JSON, or is JSON that makes readers refuse the whole object it would stand in. */
    MALFORMED_JSON,
    /** Is JSON, but no object. */
    NOT_AN_OBJECT,
    /** Names a member twice, at top level or in {@code metadata}: parsers disagree on which one counts. */
    DUPLICATE_MEMBER,
    /** Has no {@code metadata} object. */
    MISSING_METADATA,
    /** Has no {@code metadata.section}, or null, or a blank one. */
    MISSING_SECTION,
    /** Has a section that is no string, is too long, has control characters, or is the name that readers take for null. */
    INVALID_SECTION,
    /** Has a section that the stack's list of sections lacks. */
    UNKNOWN_SECTION,
    /** Has no {@code metadata.uuid}, or one that is no non-blank string. */
    MISSING_UUID,
    /** Has no {@code payload} object. */
    MISSING_PAYLOAD;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** As the failed row and its key spell it, such as {@code not-utf8}. */
    public String label() {
        return label;
    }
}
