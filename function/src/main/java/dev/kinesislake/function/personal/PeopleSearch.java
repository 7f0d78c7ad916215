package dev.kinesislake.function.personal;

import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.UserRecord;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Predicate;

/** Tells whether rows are about some people, who are known by the texts of members. */
public final class PeopleSearch {

    private final Map<MemberPath, Predicate<String>> tests;

    /**
     * Prepares to search.
     *
     * @param tests whether a text is one of theirs, by path. It is asked about whole texts: {@code 123} isn't found in {@code 1234}
     */
    public PeopleSearch(Map<MemberPath, Predicate<String>> tests) {
        this.tests = Map.copyOf(tests);
    }

    /** Whether a row is about one of them. */
    public boolean areIn(Decoded row) {
        if (row instanceof Decoded.Valid valid) {
            var event = valid.event();
            return areInText(Arrays.copyOfRange(event.bytes(), event.start(), event.end()));
        }
        return areIn(row.record());
    }

    /** Whether the record of a failed row is about one of them, whatever its bytes are. */
    public boolean areIn(UserRecord record) {
        return tests.values().stream().anyMatch(test -> test.test(record.partitionKey()))
                || areInText(Decompressed.of(record.data()).orElse(record.data()));
    }

    /**
     * Whether an event is about one of them.
     *
     * @param event its JSON
     * @throws IOException if that is no JSON text
     */
    public boolean areIn(byte[] event) throws IOException {
        var found = new Found();
        for (var test : tests.entrySet()) {
            MemberTexts.of(
                    event, test.getKey(), text -> found.is |= test.getValue().test(text));
        }
        return found.is;
    }

    private boolean areInText(byte[] data) {
        try {
            return areIn(data);
        } catch (IOException | RuntimeException broken) {
            return areInBrokenText(data);
        }
    }

    private boolean areInBrokenText(byte[] data) {
        var found = new Found();
        tests.forEach((path, test) ->
                BrokenText.texts(data, path.names().get(path.names().size() - 1), text -> found.is |= test.test(text)));
        return found.is;
    }

    private static final class Found {
        private boolean is;
    }
}
