package dev.kinesislake.lab.aws.mapping;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A bucket in memory, which refuses its first writes where it was made so. */
final class FakeBucket implements FailureDestination {

    private final Map<String, String> objects = new TreeMap<>();
    private final List<String> refused = new ArrayList<>();
    private int outages;

    FakeBucket(int outages) {
        this.outages = outages;
    }

    @Override
    public synchronized void store(String key, byte[] body) throws IOException {
        if (outages > 0) {
            outages--;
            refused.add(key);
            throw new IOException("Service Unavailable");
        }
        objects.put(key, new String(body, StandardCharsets.UTF_8));
    }

    synchronized Map<String, String> objects() {
        return Map.copyOf(objects);
    }

    synchronized List<String> refused() {
        return List.copyOf(refused);
    }
}
