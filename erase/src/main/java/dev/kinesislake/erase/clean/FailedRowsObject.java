package dev.kinesislake.erase.clean;

import dev.kinesislake.function.encode.FailedNdjson;
import dev.kinesislake.redrive.failed.FailedObject;
import dev.kinesislake.redrive.lake.AttemptOfObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Consumer;

/** An object of failed rows. Their bytes can't be changed, so a row goes as a whole. */
public final class FailedRowsObject {

    private FailedRowsObject() {}

    /** Hands over the rows that are sought, as they are stored. */
    public static void rows(String key, byte[] object, Sought sought, Consumer<String> each) {
        var rows = FailedObject.open(key, object);
        for (var row = rows.next(); row != null; row = rows.next()) {
            if (sought.includes(row.record())) {
                each.accept(rows.stored());
            }
        }
    }

    /** The object without the rows that are sought; the other lines are as they were. Empty if none is. */
    public static Optional<Cleaned> without(String key, byte[] object, Sought sought) throws IOException {
        var left = new ArrayList<String>();
        int found = 0;
        var rows = FailedObject.open(key, object);
        for (var row = rows.next(); row != null; row = rows.next()) {
            if (sought.includes(row.record())) {
                found++;
            } else {
                left.add(rows.stored());
            }
        }
        return found == 0
                ? Optional.empty()
                : Optional.of(new Cleaned(found, FailedNdjson.ofLines(left, AttemptOfObject.name(key, object))));
    }
}
