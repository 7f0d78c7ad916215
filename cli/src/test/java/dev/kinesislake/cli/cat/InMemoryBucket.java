package dev.kinesislake.cli.cat;

import dev.kinesislake.redrive.FolderBucket;
import dev.kinesislake.redrive.RedriveException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/** A bucket that notes what it's asked for. */
final class InMemoryBucket implements FolderBucket {

    private final TreeMap<String, byte[]> objects = new TreeMap<>();
    final List<String> lists = new ArrayList<>();
    int listed;
    final List<String> gets = new ArrayList<>();
    String brokenOff = "";
    String archived = "";

    void put(String key, byte[] body) {
        objects.put(key, body);
    }

    byte[] body(String key) {
        return Objects.requireNonNull(objects.get(key), key);
    }

    List<String> keys() {
        return List.copyOf(objects.keySet());
    }

    @Override
    public Iterable<Listed> list(String prefix) {
        lists.add(prefix);
        return () -> keys().stream()
                .filter(key -> key.startsWith(prefix))
                .peek(key -> listed++)
                .map(key -> new Listed(key, Instant.EPOCH))
                .iterator();
    }

    @Override
    public Iterable<String> folders(String prefix) {
        lists.add(prefix + " by folder");
        var folders = new TreeSet<String>();
        for (var key : objects.keySet()) {
            if (key.startsWith(prefix) && key.indexOf('/', prefix.length()) >= 0) {
                folders.add(key.substring(0, key.indexOf('/', prefix.length()) + 1));
            }
        }
        return folders;
    }

    @Override
    public byte[] get(String key) {
        gets.add(key);
        if (key.equals(brokenOff)) {
            throw new UncheckedIOException("object " + key + " of bucket b breaks off", new IOException("reset"));
        }
        if (key.equals(archived)) {
            throw new RedriveException("object " + key + " can't be read: InvalidObjectState");
        }
        return Objects.requireNonNull(objects.get(key), key);
    }
}
