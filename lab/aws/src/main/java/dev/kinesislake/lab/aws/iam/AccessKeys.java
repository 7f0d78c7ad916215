package dev.kinesislake.lab.aws.iam;

import java.util.Base64;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The access keys in use, and whose they are. {@link AccessKey#PERSON} is one of them from the start. */
public final class AccessKeys {

    private static final String ID_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int ID_LENGTH = 16;
    private static final int SECRET_BYTES = 30;

    private final RandomGenerator random;
    private final ConcurrentMap<String, Entry> entries = new ConcurrentHashMap<>();

    /** A key and whose it is. */
    public record Entry(AccessKey key, Caller caller) {}

    /**
     * @param random where ids and secrets come from; to be safe for use by many threads
     */
    public AccessKeys(RandomGenerator random) {
        this.random = random;
        entries.put(AccessKey.PERSON.id(), new Entry(AccessKey.PERSON, Caller.PERSON));
    }

    /** Makes a new key for a caller. It needs no session token. */
    public AccessKey issue(Caller caller) {
        var id = new StringBuilder("AKIA");
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ID_ALPHABET.charAt(random.nextInt(ID_ALPHABET.length())));
        }
        var secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        var key = new AccessKey(id.toString(), Base64.getEncoder().encodeToString(secret));
        entries.put(key.id(), new Entry(key, caller));
        return key;
    }

    /** Whose key this is; null where there is none. */
    public @Nullable Entry find(String id) {
        return entries.get(id);
    }

    /** Makes a key worthless. */
    public void revoke(AccessKey key) {
        entries.remove(key.id());
    }
}
