package dev.kinesislake.function.personal;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import okio.Buffer;

/**
 * The keys of the hashes, as the secret has them: a JSON array with the key of version 1, that of version 2 and so on, each 32 bytes in
 * base64. The last one is used; those before it tell what older hashes stand for.
 */
public final class PersonalKeys {

    private static final int KEY_BYTES = 32;

    private final List<byte[]> keys;

    private PersonalKeys(List<byte[]> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * Reads what {@link #toSecret} wrote.
     *
     * @throws IllegalArgumentException if it is anything else; its message doesn't quote it
     */
    public static PersonalKeys ofSecret(String secret) {
        var keys = new ArrayList<byte[]>();
        boolean valid = false;
        try (var json = JsonReader.of(new Buffer().writeUtf8(secret))) {
            json.beginArray();
            while (json.hasNext()) {
                keys.add(Base64.getDecoder().decode(json.nextString()));
            }
            json.endArray();
            valid = json.peek() == JsonReader.Token.END_DOCUMENT;
        } catch (IOException | JsonDataException | IllegalArgumentException wrong) {
            // Said below: its message may quote the secret.
        }
        if (!valid || keys.isEmpty() || keys.stream().anyMatch(key -> key.length != KEY_BYTES)) {
            throw new IllegalArgumentException(
                    "the secret with the key of the hashes has another form, allowed is what ./lake personal-key writes");
        }
        return new PersonalKeys(keys);
    }

    /** A first key. */
    public static PersonalKeys create(SecureRandom random) {
        return new PersonalKeys(List.of()).rotated(random);
    }

    /** The same keys and another one, which is used from then on. */
    public PersonalKeys rotated(SecureRandom random) {
        var all = new ArrayList<>(keys);
        var key = new byte[KEY_BYTES];
        random.nextBytes(key);
        all.add(key);
        return new PersonalKeys(all);
    }

    /** The number of the key that is used. */
    public int version() {
        return keys.size();
    }

    /** Hashes with the key that is used. */
    public MemberHmac hmac() {
        return hmac(version());
    }

    /**
     * Hashes with the key of a version.
     *
     * @param version 1 to {@link #version}
     */
    public MemberHmac hmac(int version) {
        return new MemberHmac(version, keys.get(version - 1));
    }

    /** For the secret's value; nothing else may hold it. */
    public String toSecret() {
        var text = new Buffer();
        try (var json = JsonWriter.of(text)) {
            json.beginArray();
            for (var key : keys) {
                json.value(Base64.getEncoder().encodeToString(key));
            }
            json.endArray();
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
        return text.readUtf8();
    }

    @Override
    public String toString() {
        return "PersonalKeys[version " + version() + "]";
    }
}
