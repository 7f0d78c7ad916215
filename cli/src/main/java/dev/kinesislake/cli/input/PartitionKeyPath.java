package dev.kinesislake.cli.input;

import com.squareup.moshi.JsonReader;
import dev.kinesislake.producer.OutgoingEvent;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Where an event has its partition key, such as {@code $.payload.userid}. An event without a usable value there gets a key from its
 * own bytes, so that such events spread over the shards.
 */
public final class PartitionKeyPath {

    /** The visitor: events of one stay in order. */
    public static final String DEFAULT = "$.payload.userid";

    private static final Pattern STEP = Pattern.compile("\\.([^.\\[\\]'\"*?@()\\s]+)|\\[(\\d{1,9})]|\\['([^']+)']");
    private static final int HASHED_BYTES = 16;

    private final List<Step> steps;

    private PartitionKeyPath(List<Step> steps) {
        this.steps = steps;
    }

    /**
     * Reads a path: {@code $}, then members ({@code .name} or {@code ['name']}) and array elements ({@code [0]}).
     *
     * @throws IllegalArgumentException if it is none
     */
    public static PartitionKeyPath parse(String path) {
        var steps = new ArrayList<Step>();
        var matcher = STEP.matcher(path);
        int at = 1;
        while (path.startsWith("$")
                && at < path.length()
                && matcher.region(at, path.length()).lookingAt()) {
            var index = matcher.group(2);
            var name = matcher.group(1) == null ? matcher.group(3) : matcher.group(1);
            steps.add(new Step(name, index == null ? 0 : Integer.parseInt(index)));
            at = matcher.end();
        }
        if (steps.isEmpty() || at < path.length()) {
            throw new IllegalArgumentException(
                    "'" + path + "' is no path that is understood, allowed are those like $.a.b[0] and $['a b']");
        }
        return new PartitionKeyPath(steps);
    }

    /** An event's partition key: the value as it reads without quotes, or a hash of it where it's longer than a key may be. */
    public String keyOf(byte[] event) {
        String value;
        try (var json = JsonReader.of(new Buffer().write(event))) {
            value = find(json);
        } catch (IOException notJson) {
            value = null;
        }
        if (value == null || value.isBlank()) {
            return hash(event);
        }
        return value.length() <= OutgoingEvent.MAX_PARTITION_KEY
                ? value
                : hash(new Buffer().writeUtf8(value).readByteArray());
    }

    private @Nullable String find(JsonReader json) throws IOException {
        for (var step : steps) {
            if (!(step.name == null ? enterElement(json, step.index) : enterMember(json, step.name))) {
                return null;
            }
        }
        return switch (json.peek()) {
            case STRING, NUMBER -> json.nextString();
            case BOOLEAN -> String.valueOf(json.nextBoolean());
            case NULL, BEGIN_OBJECT, BEGIN_ARRAY, END_OBJECT, END_ARRAY, NAME, END_DOCUMENT -> null;
        };
    }

    private static boolean enterMember(JsonReader json, String name) throws IOException {
        if (json.peek() != JsonReader.Token.BEGIN_OBJECT) {
            return false;
        }
        json.beginObject();
        while (json.hasNext()) {
            if (json.nextName().equals(name)) {
                return true;
            }
            json.skipValue();
        }
        return false;
    }

    private static boolean enterElement(JsonReader json, int index) throws IOException {
        if (json.peek() != JsonReader.Token.BEGIN_ARRAY) {
            return false;
        }
        json.beginArray();
        for (int i = 0; json.hasNext(); i++) {
            if (i == index) {
                return true;
            }
            json.skipValue();
        }
        return false;
    }

    private static String hash(byte[] bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, HASHED_BYTES);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    /** A member's name, or where that is null an array element's index. */
    private record Step(@Nullable String name, int index) {}
}
