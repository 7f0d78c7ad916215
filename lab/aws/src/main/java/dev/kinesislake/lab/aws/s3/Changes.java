package dev.kinesislake.lab.aws.s3;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * Lets one object be changed by one thread at a time, and tells each change whether others came between its beginning and its end. Only
 * this process changes the folder, so that a lock in it is enough.
 */
final class Changes {

    private final ConcurrentMap<String, Key> keys = new ConcurrentHashMap<>();

    /** A key that somebody changes; forgotten with the last of them. */
    private static final class Key {
        private int users;
        private long changes;
    }

    /** Begins a change. It is to be closed, whether it was applied or not. */
    Change begin(String bucket, String path) {
        return new Change(bucket + "/" + path);
    }

    final class Change implements AutoCloseable {

        private final String name;
        private final Key key;
        private final long before;

        private Change(String name) {
            this.name = name;
            this.key = enter(name);
            synchronized (key) {
                before = key.changes;
            }
        }

        /** Applies it in one step. Whether the object was changed since this change began is passed on. */
        <T> T apply(Function<Boolean, T> step) {
            synchronized (key) {
                var result = step.apply(key.changes != before);
                key.changes++;
                return result;
            }
        }

        @Override
        public void close() {
            leave(name);
        }
    }

    private Key enter(String name) {
        return keys.compute(name, (same, known) -> {
            var key = known == null ? new Key() : known;
            key.users++;
            return key;
        });
    }

    private void leave(String name) {
        keys.computeIfPresent(name, (same, key) -> {
            key.users--;
            return key.users == 0 ? null : key;
        });
    }
}
