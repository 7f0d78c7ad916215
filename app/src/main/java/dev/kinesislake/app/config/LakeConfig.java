package dev.kinesislake.app.config;

import java.util.OptionalInt;

/**
 * How rows age in the lake bucket, in days since they were stored; empty is never.
 *
 * @param infrequentAccessDays until they move to the infrequent access storage class
 * @param glacierDays until they move to Glacier
 * @param expireDays until they are deleted
 */
public record LakeConfig(OptionalInt infrequentAccessDays, OptionalInt glacierDays, OptionalInt expireDays) {

    // S3 User Guide, "Transitioning objects using Amazon S3 Lifecycle": 30 days in each class before the next.
    private static final int MIN_STAY = 30;

    private static final String INFREQUENT_ACCESS = "lakeInfrequentAccessDays";
    private static final String GLACIER = "lakeGlacierDays";
    private static final String EXPIRE = "lakeExpireDays";

    static LakeConfig read(ConfigReader reader) {
        var lake = new LakeConfig(
                reader.days(INFREQUENT_ACCESS, MIN_STAY), reader.days(GLACIER, 1), reader.days(EXPIRE, 1));
        if (reader.sound(INFREQUENT_ACCESS, GLACIER)) {
            lake.checkGlacier(reader);
        }
        if (reader.sound(INFREQUENT_ACCESS, GLACIER, EXPIRE)) {
            lake.checkExpiry(reader);
        }
        return lake;
    }

    private void checkGlacier(ConfigReader reader) {
        if (infrequentAccessDays.isPresent() && glacierDays.isPresent()) {
            var least = infrequentAccessDays.getAsInt() + MIN_STAY;
            if (glacierDays.getAsInt() < least) {
                var allowed =
                        "at least " + least + " (" + MIN_STAY + " more than " + INFREQUENT_ACCESS + ") or 0 (never)";
                reader.problem(GLACIER, glacierDays.getAsInt(), allowed, least);
            }
        }
    }

    private void checkExpiry(ConfigReader reader) {
        var lastMove = glacierDays.isPresent() ? glacierDays : infrequentAccessDays;
        if (lastMove.isPresent() && expireDays.isPresent() && expireDays.getAsInt() <= lastMove.getAsInt()) {
            var moved = glacierDays.isPresent() ? GLACIER : INFREQUENT_ACCESS;
            var allowed = "more than " + lastMove.getAsInt() + " (" + moved + ") or 0 (never)";
            reader.problem(EXPIRE, expireDays.getAsInt(), allowed, lastMove.getAsInt() + 1);
        }
    }
}
