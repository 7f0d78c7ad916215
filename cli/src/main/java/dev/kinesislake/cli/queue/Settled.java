package dev.kinesislake.cli.queue;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The messages that were acknowledged last. The broker may not have heard of it when the connection is lost, and then delivers
 * them again.
 */
final class Settled {

    private final Set<String> ids;

    /** Keeps so many, and forgets the oldest. */
    Settled(int kept) {
        ids = Collections.newSetFromMap(new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > kept;
            }
        });
    }

    void add(String messageId) {
        ids.add(messageId);
    }

    boolean contains(String messageId) {
        return ids.contains(messageId);
    }
}
