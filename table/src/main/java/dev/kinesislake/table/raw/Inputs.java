package dev.kinesislake.table.raw;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What an hour of the table is built from: a hash over keys and ETags, and their count. The count says when objects have gone, since
 * nothing but a lifecycle rule deletes any.
 */
public record Inputs(String hash, int count) {

    /** Changes when the same objects make other files. */
    private static final String RECIPE = "1";

    private static final int HASH_BYTES = 16;

    /** Objects in the order of their keys. */
    public static Inputs of(List<RawObject> objects) {
        var hash = new Hash();
        objects.forEach(hash::add);
        return hash.inputs();
    }

    /** A hash in the making, for lists that are too long to keep. */
    static final class Hash {

        private final MessageDigest digest = sha256();
        private int count;

        Hash() {
            digest.update(RECIPE.getBytes(UTF_8));
        }

        void add(RawObject object) {
            // Neither has a line end.
            digest.update(("\n" + object.key() + "\n" + object.etag()).getBytes(UTF_8));
            count++;
        }

        Inputs inputs() {
            return new Inputs(HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES), count);
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
