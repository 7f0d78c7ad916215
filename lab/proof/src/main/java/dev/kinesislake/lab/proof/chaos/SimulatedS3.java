package dev.kinesislake.lab.proof.chaos;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import dev.kinesislake.lab.proof.check.Bucket;
import dev.kinesislake.table.raw.RawObject;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * S3 in memory. An object is there whole or not at all, its ETag is the MD5 of its content, and a condition is checked at the moment
 * at which the PUT takes effect (Amazon S3 User Guide, "How to prevent object overwrites with conditional writes").
 */
final class SimulatedS3 {

    private static final String METADATA = "x-amz-meta-";

    /**
     * An object.
     *
     * @param headers its metadata and content type, by header
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on as it is, never compared
    private record Stored(byte[] body, String etag, Map<String, String> headers, Instant at) {}

    private final Map<String, NavigableMap<String, Stored>> buckets = new HashMap<>();

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
        var stored = objects.get(request.key());
        return switch (request.method()) {
            case "PUT" -> put(request, objects, stored, now);
            case "HEAD" -> stored == null ? S3Answer.of(404) : new S3Answer(200, headers(stored), new byte[0]);
            case "GET" ->
                stored == null ? S3Answer.error(404, "NoSuchKey") : new S3Answer(200, headers(stored), stored.body());
            default -> S3Answer.error(405, "MethodNotAllowed");
        };
    }

    private S3Answer put(S3Request request, Map<String, Stored> objects, @Nullable Stored stored, Instant now) {
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
        objects.put(request.key(), new Stored(request.body(), etag, headers, now));
        return new S3Answer(200, Map.of("etag", etag), new byte[0]);
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
        objects(bucket)
                .computeIfPresent(
                        key, (same, stored) -> new Stored(stored.body(), stored.etag(), stored.headers(), now));
    }

    /** A bucket's objects by key, as a sealer lists them. */
    synchronized List<RawObject> objects(String bucket, String prefix) {
        return objects(bucket).tailMap(prefix).entrySet().stream()
                .takeWhile(object -> object.getKey().startsWith(prefix))
                .map(object -> new RawObject(
                        object.getKey(),
                        object.getValue().etag(),
                        object.getValue().body().length,
                        false))
                .toList();
    }

    /** An object's content; null if it is another one than was listed, or gone. */
    synchronized byte @Nullable [] body(String bucket, RawObject listed) {
        var stored = objects(bucket).get(listed.key());
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
                                    object.getValue().body().length,
                                    object.getValue().at()))
                            .toList();
                }
            }

            @Override
            public InputStream open(String key) throws IOException {
                synchronized (SimulatedS3.this) {
                    var stored = objects(name).get(key);
                    if (stored == null) {
                        throw new FileNotFoundException(key);
                    }
                    return new ByteArrayInputStream(stored.body());
                }
            }
        };
    }

    private NavigableMap<String, Stored> objects(String name) {
        var bucket = buckets.get(name);
        if (bucket == null) {
            throw new IllegalArgumentException("there is no bucket " + name);
        }
        return bucket;
    }
}
