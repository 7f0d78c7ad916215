package dev.kinesislake.cli.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.filter.FilteringParserDelegate;
import com.fasterxml.jackson.core.filter.JsonPointerBasedFilter;
import com.fasterxml.jackson.core.filter.TokenFilter.Inclusion;
import dev.kinesislake.producer.OutgoingEvent;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
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

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonPointer pointer;

    private PartitionKeyPath(JsonPointer pointer) {
        this.pointer = pointer;
    }

    /**
     * Reads a path: {@code $}, then members ({@code .name} or {@code ['name']}) and array elements ({@code [0]}).
     *
     * @throws IllegalArgumentException if it is none
     */
    public static PartitionKeyPath parse(String path) {
        var pointer = new StringBuilder();
        var matcher = STEP.matcher(path);
        int at = 1;
        while (path.startsWith("$")
                && at < path.length()
                && matcher.region(at, path.length()).lookingAt()) {
            for (int group = 1; group <= matcher.groupCount(); group++) {
                if (matcher.group(group) != null) {
                    pointer.append('/')
                            .append(matcher.group(group).replace("~", "~0").replace("/", "~1"));
                }
            }
            at = matcher.end();
        }
        if (pointer.isEmpty() || at < path.length()) {
            throw new IllegalArgumentException(
                    "'" + path + "' is no path that is understood, allowed are those like $.a.b[0] and $['a b']");
        }
        return new PartitionKeyPath(JsonPointer.compile(pointer.toString()));
    }

    /** An event's partition key: the value as it reads without quotes, or a hash of it where it's longer than a key may be. */
    public String keyOf(byte[] event) {
        String value;
        try {
            value = find(event);
        } catch (IOException notJson) {
            value = null;
        }
        if (value == null || value.isBlank()) {
            return hash(event);
        }
        return value.length() <= OutgoingEvent.MAX_PARTITION_KEY ? value : hash(value.getBytes(UTF_8));
    }

    private @Nullable String find(byte[] event) throws IOException {
        try (var json = new FilteringParserDelegate(
                JSON.createParser(event), new JsonPointerBasedFilter(pointer), Inclusion.ONLY_INCLUDE_ALL, false)) {
            var token = json.nextToken();
            return token == null || !token.isScalarValue() || token == JsonToken.VALUE_NULL ? null : json.getText();
        }
    }

    private static String hash(byte[] bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, HASHED_BYTES);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
