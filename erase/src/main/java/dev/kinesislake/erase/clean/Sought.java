package dev.kinesislake.erase.clean;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.UserRecord;
import dev.kinesislake.function.personal.PeopleSearch;
import dev.kinesislake.redrive.lake.LakeRow;
import java.io.IOException;
import java.time.Instant;

/**
 * The rows that are looked for.
 *
 * @param people whom they are about
 * @param before what arrived then or later is none of them: somebody who comes back is stored again
 */
public record Sought(PeopleSearch people, Instant before) {

    /** Those of any time. */
    public static Sought ofAnyTime(PeopleSearch people) {
        return new Sought(people, Instant.MAX);
    }

    /** Whether a row of the lake is one of them; fails if it has no event. */
    boolean includes(LakeRow row) throws IOException {
        return row.arrival().isBefore(before) && people.areIn(row.event().getBytes(UTF_8));
    }

    /** Whether a failed row is one of them. */
    boolean includes(UserRecord record) {
        return record.arrivalTime().isBefore(before) && people.areIn(record);
    }

    /** Whether a row of a batch is one of them. */
    boolean includes(Decoded row) {
        return row.record().arrivalTime().isBefore(before) && people.areIn(row);
    }
}
