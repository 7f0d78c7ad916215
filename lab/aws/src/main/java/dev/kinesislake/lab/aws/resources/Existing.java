package dev.kinesislake.lab.aws.resources;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What exists in an account, by type and id, as it was last declared. */
final class Existing {

    private final Map<Key, Made> made = new ConcurrentHashMap<>();

    private record Key(String type, String id) {}

    @Nullable Made find(String type, String id) {
        return made.get(new Key(type, id));
    }

    List<String> ids(String type) {
        return made.keySet().stream()
                .filter(key -> key.type().equals(type))
                .map(Key::id)
                .toList();
    }

    void put(String type, Made resource) {
        made.put(new Key(type, resource.id()), resource);
    }

    void remove(String type, String id) {
        made.remove(new Key(type, id));
    }
}
