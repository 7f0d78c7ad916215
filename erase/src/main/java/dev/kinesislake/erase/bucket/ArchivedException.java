package dev.kinesislake.erase.bucket;

import java.io.IOException;

/** A version that can't be read before it is restored. */
public final class ArchivedException extends IOException {

    public ArchivedException(String key) {
        super("object " + key + " is archived");
    }
}
