package dev.kinesislake.function.personal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import dev.kinesislake.function.decode.Decoded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okio.Buffer;

/**
 * Who has been erased, and when: their events that arrived before that moment are not stored any more. An object of the lake bucket has it as
 * JSON, {@code {"key": …, "people": [{"path": …, "hmac": …, "before": …}]}}. It names people by the HMAC-SHA-256 of a member's text beside
 * the member's path; the key is in the same object. So whoever may read the object can find out whether a certain text is in it.
 */
public final class Erased {

    /** Nobody. */
    public static final Erased NONE = new Erased(new byte[0], Map.of());

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private static final String KEY = "key";
    private static final String PEOPLE = "people";
    private static final String PATH = "path";
    private static final String HMAC = "hmac";
    private static final String BEFORE = "before";

    private final byte[] key;

    /** Until when, by path and HMAC. */
    private final Map<MemberPath, Map<String, Instant>> before;

    private Erased(byte[] key, Map<MemberPath, Map<String, Instant>> before) {
        this.key = key;
        this.before = before;
    }

    public boolean isEmpty() {
        return before.isEmpty();
    }

    /**
     * The same people and some more.
     *
     * @param texts of theirs
     * @param until what arrived before is erased; a later moment replaces an earlier one
     * @param random for the list's key, if it has none yet
     */
    public Erased and(MemberPath path, Iterable<String> texts, Instant until, SecureRandom random) {
        var ownKey = key;
        if (ownKey.length == 0) {
            ownKey = new byte[KEY_BYTES];
            random.nextBytes(ownKey);
        }
        var mac = mac(ownKey);
        var all = new HashMap<>(before);
        var ofPath = new HashMap<>(all.getOrDefault(path, Map.of()));
        texts.forEach(text -> ofPath.merge(hmac(mac, text), until, (a, b) -> a.isAfter(b) ? a : b));
        all.put(path, Collections.unmodifiableMap(ofPath));
        return new Erased(ownKey, Collections.unmodifiableMap(all));
    }

    /** Tells of one row after the other whether it is erased. For one thread. */
    public Predicate<Decoded> test() {
        if (isEmpty()) {
            return row -> false;
        }
        var mac = mac(key);
        var arrival = new Instant[1];
        var tests = new HashMap<MemberPath, Predicate<String>>();
        before.forEach((path, hmacs) -> tests.put(path, text -> {
            var until = hmacs.get(hmac(mac, text));
            return until != null && arrival[0].isBefore(until);
        }));
        var search = new PeopleSearch(tests);
        var last = before.values().stream()
                .flatMap(hmacs -> hmacs.values().stream())
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
        return row -> {
            arrival[0] = row.record().arrivalTime();
            // Nearly all rows arrive after the last erasure, and aren't searched.
            return arrival[0].isBefore(last) && search.areIn(row);
        };
    }

    private static String hmac(Mac mac, String text) {
        return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
    }

    private static Mac mac(byte[] key) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The list as an object has it. */
    public byte[] toJson() {
        var text = new Buffer();
        try (var json = JsonWriter.of(text)) {
            json.beginObject();
            json.name(KEY).value(Base64.getEncoder().encodeToString(key));
            json.name(PEOPLE).beginArray();
            for (var path : before.entrySet()) {
                for (var one : new TreeMap<>(path.getValue()).entrySet()) {
                    json.beginObject();
                    json.name(PATH).value(path.getKey().toString());
                    json.name(HMAC).value(one.getKey());
                    json.name(BEFORE).value(one.getValue().toString());
                    json.endObject();
                }
            }
            json.endArray();
            json.endObject();
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
        return text.readByteArray();
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IOException if it is anything else
     */
    public static Erased ofJson(byte[] object) throws IOException {
        var before = new HashMap<MemberPath, Map<String, Instant>>();
        var key = new byte[0];
        try (var json = JsonReader.of(new Buffer().write(object))) {
            json.beginObject();
            while (json.hasNext()) {
                if (json.nextName().equals(KEY)) {
                    key = Base64.getDecoder().decode(json.nextString());
                } else {
                    json.beginArray();
                    while (json.hasNext()) {
                        readOne(json, before);
                    }
                    json.endArray();
                }
            }
            json.endObject();
        } catch (JsonDataException | IllegalArgumentException | DateTimeException wrong) {
            throw new IOException("the list of who is erased has another form", wrong);
        }
        if (key.length != KEY_BYTES) {
            throw new IOException("the list of who is erased has no key");
        }
        return new Erased(key, Collections.unmodifiableMap(before));
    }

    private static void readOne(JsonReader json, Map<MemberPath, Map<String, Instant>> before) throws IOException {
        var members = new HashMap<String, String>();
        json.beginObject();
        while (json.hasNext()) {
            members.put(json.nextName(), json.nextString());
        }
        json.endObject();
        var path = MemberPath.parse(members.getOrDefault(PATH, "")).orElseThrow(JsonDataException::new);
        before.computeIfAbsent(path, p -> new HashMap<>())
                .put(members.getOrDefault(HMAC, ""), Instant.parse(members.getOrDefault(BEFORE, "")));
    }
}
