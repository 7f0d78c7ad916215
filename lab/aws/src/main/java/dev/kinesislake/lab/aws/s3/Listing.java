package dev.kinesislake.lab.aws.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * One page of a list, in the order of the keys' UTF-8 bytes (Amazon S3 API Reference, "ListObjectsV2"). Keys and common prefixes
 * share that order and the page's room.
 */
final class Listing {

    private static final int MAX_KEYS = 1000;
    private static final Comparator<String> BY_BYTES =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8));

    private Listing() {}

    static ListObjectsV2Response page(
            ListObjectsV2Request request, List<S3Object> objects, List<CommonPrefix> prefixes) {
        var entries = new TreeMap<String, Object>(BY_BYTES);
        objects.forEach(object -> entries.put(object.key(), object));
        prefixes.forEach(prefix -> entries.put(prefix.prefix(), prefix));
        var after = after(request);
        var rest = after == null ? entries : entries.tailMap(after, false);
        int room = request.maxKeys() == null ? MAX_KEYS : request.maxKeys();
        var page = rest.entrySet().stream().limit(room).toList();
        boolean truncated = room > 0 && page.size() < rest.size();
        return ListObjectsV2Response.builder()
                .contents(values(page, S3Object.class).toList())
                .commonPrefixes(values(page, CommonPrefix.class).toList())
                .isTruncated(truncated)
                .nextContinuationToken(truncated ? page.get(page.size() - 1).getKey() : null)
                .build();
    }

    private static @Nullable String after(ListObjectsV2Request request) {
        return request.continuationToken() == null ? request.startAfter() : request.continuationToken();
    }

    private static <T> Stream<T> values(List<Map.Entry<String, Object>> page, Class<T> type) {
        return page.stream().map(Map.Entry::getValue).filter(type::isInstance).map(type::cast);
    }
}
