package dev.kinesislake.erase;

import static java.util.Collections.frequency;

import dev.kinesislake.erase.bucket.Content;
import dev.kinesislake.erase.bucket.Version;
import dev.kinesislake.erase.bucket.VersionedBucket;
import dev.kinesislake.redrive.RedriveException;
import dev.kinesislake.redrive.send.InParallel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Looks into each version of the objects below a prefix. A version never changes, so one that has held nobody is not looked into a second
 * time.
 */
final class Look {

    private static final int LISTED_AT_ONCE = 10_000;

    private final VersionedBucket bucket;
    private final Place place;
    private final String prefix;
    private final Inspector inspector;
    private final EraseListener listener;
    private final Set<String> clean = ConcurrentHashMap.newKeySet();

    /** Looks into a version, and does with it what is to be done. */
    @FunctionalInterface
    interface Inspector {

        /**
         * Inspects.
         *
         * @return whether the version holds nobody
         * @throws IOException if it can't be read
         */
        boolean isClean(Version version, Content content) throws IOException, InterruptedException;
    }

    Look(VersionedBucket bucket, Place place, String prefix, Inspector inspector, EraseListener listener) {
        this.bucket = bucket;
        this.place = place;
        this.prefix = prefix;
        this.inspector = inspector;
        this.listener = listener;
    }

    /** Looks into all that is there by now. Returns how many versions can't be read. */
    int run(InParallel parallel) throws InterruptedException {
        int unreadable = 0;
        var listed = new ArrayList<Version>();
        bucket.each(prefix, version -> {
            if (!version.isMarker() && !clean.contains(name(version))) {
                listed.add(version);
            }
        });
        for (int from = 0; from < listed.size(); from += LISTED_AT_ONCE) {
            List<Version> some = listed.subList(from, Math.min(listed.size(), from + LISTED_AT_ONCE));
            unreadable += frequency(parallel.map(some, this::look), false);
            listener.looked(place, some.size());
        }
        return unreadable;
    }

    /** Returns false if it can't be read. */
    private boolean look(Version version) throws InterruptedException {
        if (version.isArchived()) {
            listener.left("object " + version.key() + " is archived: restore it, and erase again");
            return false;
        }
        try {
            var content = bucket.get(version);
            // One that is gone has been replaced since: the next look finds what is there instead.
            if (content.isPresent() && inspector.isClean(version, content.get())) {
                clean.add(name(version));
            }
            return true;
        } catch (IOException | RedriveException damaged) {
            listener.left("object " + version.key() + " can't be looked into: " + damaged.getMessage());
            return false;
        }
    }

    private static String name(Version version) {
        return version.key() + "\n" + (version.isKept() ? version.id() : version.etag());
    }
}
