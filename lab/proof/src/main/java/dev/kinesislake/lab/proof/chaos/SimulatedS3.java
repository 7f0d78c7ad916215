package dev.kinesislake.lab.proof.chaos;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;
import static java.util.Objects.requireNonNull;

import dev.kinesislake.lab.proof.check.Bucket;
import dev.kinesislake.table.raw.RawObject;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * S3 in memory. An object is there whole or not at all, its ETag is the MD5 of its content, and a condition is checked at the moment
 * at which the PUT takes effect (Amazon S3 User Guide, "How to prevent object overwrites with conditional writes"). Old versions are
 * kept until they are deleted.
 */
final class SimulatedS3 {

    private static final String METADATA = "x-amz-meta-";

    /**
     * A version of an object.
     *
     * @param headers its metadata and content type, by header
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on as it is, never compared
    record Stored(String id, byte[] body, String etag, Map<String, String> headers, Instant at) {

        /** User-defined, without the prefix of its names. */
        Map<String, String> metadata() {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().startsWith(METADATA))
                    .collect(Collectors.toMap(
                            header -> header.getKey().substring(METADATA.length()), Map.Entry::getValue));
        }
    }

    /** The versions of each object, the oldest first; of an object that is gone, none. */
    private final Map<String, NavigableMap<String, List<Stored>>> buckets = new HashMap<>();

    private int versions;

    private final Function<S3Request, String> etags;

    /** @param etags the ETag of what a PUT stores */
    SimulatedS3(Function<S3Request, String> etags, String... names) {
        this.etags = etags;
        for (var name : names) {
            buckets.put(name, new TreeMap<>());
        }
    }

    /** Lets a request take effect. */
    synchronized S3Answer handle(S3Request request, Instant now) {
        var objects = buckets.get(request.bucket());
        if (objects == null) {
            return S3Answer.error(404, "NoSuchBucket");
        }
        var stored = latest(objects.get(request.key()));
        return switch (request.method()) {
            case "PUT" -> put(request, objects, stored, now);
            case "HEAD" -> stored == null ? S3Answer.of(404) : new S3Answer(200, headers(stored), new byte[0]);
            case "GET" -> get(request, stored);
            default -> S3Answer.error(405, "MethodNotAllowed");
        };
    }

    private static S3Answer get(S3Request request, @Nullable Stored stored) {
        if (stored == null) {
            return S3Answer.error(404, "NoSuchKey");
        }
        return stored.etag().equals(request.ifNoneMatch())
                ? S3Answer.of(304)
                : new S3Answer(200, headers(stored), stored.body());
    }

    private S3Answer put(S3Request request, Map<String, List<Stored>> objects, @Nullable Stored stored, Instant now) {
        if (request.ifNoneMatch() != null && stored != null) {
            return S3Answer.error(412, "PreconditionFailed");
        }
        var expected = request.ifMatch();
        if (expected != null && stored == null) {
            return S3Answer.error(404, "NoSuchKey");
        }
        if (expected != null && stored != null && !expected.equals(stored.etag())) {
            return S3Answer.error(412, "PreconditionFailed");
        }
        var headers = new HashMap<>(request.headers());
        headers.keySet().removeIf(name -> !name.startsWith(METADATA) && !name.equals("content-type"));
        var etag = etags.apply(request);
        store(objects, request.key(), new Stored(id(), request.body(), etag, headers, now));
        return new S3Answer(200, Map.of("etag", etag), new byte[0]);
    }

    private String id() {
        return "v" + ++versions;
    }

    private static void store(Map<String, List<Stored>> objects, String key, Stored version) {
        objects.computeIfAbsent(key, any -> new ArrayList<>()).add(version);
    }

    private static @Nullable Stored latest(@Nullable List<Stored> versions) {
        return versions == null ? null : versions.get(versions.size() - 1);
    }

    private static Stored latest(Map.Entry<String, List<Stored>> object) {
        return requireNonNull(latest(object.getValue()));
    }

    private static Map<String, String> headers(Stored stored) {
        var headers = new HashMap<>(stored.headers());
        headers.put("etag", stored.etag());
        headers.put("content-length", Integer.toString(stored.body().length));
        headers.put("last-modified", RFC_1123_DATE_TIME.format(stored.at().atOffset(ZoneOffset.UTC)));
        return headers;
    }

    /** S3's own ETag of an object that is stored by one PUT: the MD5 of its content. */
    static String md5(S3Request put) {
        return '"' + DigestUtils.md5Hex(put.body()) + '"';
    }

    /** Stores an object, over any that has its key. */
    void store(String bucket, String key, byte[] body, Instant now) {
        handle(new S3Request("PUT", bucket, key, Map.of(), body), now);
    }

    /** Gives an object another time, as a copy onto itself or a restore does. */
    synchronized void touch(String bucket, String key, Instant now) {
        var stored = latest(objects(bucket).get(key));
        if (stored != null) {
            store(objects(bucket), key, new Stored(id(), stored.body(), stored.etag(), stored.headers(), now));
        }
    }

    /** All versions of a bucket's objects, by key, the oldest first. */
    synchronized NavigableMap<String, List<Stored>> versions(String bucket, String prefix) {
        var versions = new TreeMap<String, List<Stored>>();
        objects(bucket).tailMap(prefix).entrySet().stream()
                .takeWhile(object -> object.getKey().startsWith(prefix))
                .forEach(object -> versions.put(object.getKey(), List.copyOf(object.getValue())));
        return versions;
    }

    /** Deletes a version for good. Of those before it, the newest is the object then. */
    synchronized void delete(String bucket, String key, String id) {
        objects(bucket).computeIfPresent(key, (same, versions) -> {
            versions.removeIf(version -> version.id().equals(id));
            return versions.isEmpty() ? null : versions;
        });
    }

    /** A bucket's objects by key, as a sealer lists them. */
    synchronized List<RawObject> objects(String bucket, String prefix) {
        return objects(bucket).tailMap(prefix).entrySet().stream()
                .takeWhile(object -> object.getKey().startsWith(prefix))
                .map(object -> new RawObject(
                        object.getKey(), latest(object).etag(), latest(object).body().length, false))
                .toList();
    }

    /** An object's content; null if it is another one than was listed, or gone. */
    synchronized byte @Nullable [] body(String bucket, RawObject listed) {
        var stored = latest(objects(bucket).get(listed.key()));
        return stored != null && stored.etag().equals(listed.etag()) ? stored.body() : null;
    }

    /** A bucket's objects by key, as they are now. */
    Bucket read(String name) {
        return new Bucket() {
            @Override
            public List<Entry> list(String prefix) {
                synchronized (SimulatedS3.this) {
                    return objects(name).tailMap(prefix).entrySet().stream()
                            .takeWhile(object -> object.getKey().startsWith(prefix))
                            .map(object -> new Entry(
                                    object.getKey(),
                                    latest(object).body().length,
                                    latest(object).at()))
                            .toList();
                }
            }

            @Override
            public InputStream open(String key) throws IOException {
                synchronized (SimulatedS3.this) {
                    var stored = latest(objects(name).get(key));
                    if (stored == null) {
                        throw new FileNotFoundException(key);
                    }
                    return new ByteArrayInputStream(stored.body());
                }
            }
        };
    }

    private NavigableMap<String, List<Stored>> objects(String name) {
        var bucket = buckets.get(name);
        if (bucket == null) {
            throw new IllegalArgumentException("there is no bucket " + name);
        }
        return bucket;
    }
}
