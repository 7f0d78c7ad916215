package dev.kinesislake.lab.readers;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of generated payloads. */
final class Members {

    private static final List<String> STRINGS =
            List.of("userid", "email_id", "contact", "session_time", "membership_status", "is_cart_empty", "sys_type");

    private Members() {}

    /** Of the website, with few and many different values, some null or missing. */
    static Map<String, @Nullable Object> visit(int i) {
        var payload = new LinkedHashMap<String, @Nullable Object>();
        payload.put("userid", i % 5 == 3 ? null : "user-" + i % 1000);
        payload.put("email_id", "visitor." + i + "@example.com");
        if (i % 2 == 0) {
            payload.put("contact", "+49 " + i);
        }
        payload.put("session_time", String.valueOf(i % 60 / 7.0));
        payload.put("membership_status", List.of("active", "expired", "nan").get(i % 3));
        payload.put("is_cart_empty", i % 4 == 0 ? null : i % 4 == 1 ? "True" : "False");
        payload.put("sys_type", List.of("android", "iOS").get(i % 2));
        payload.put("menuitem", List.of(Map.of("value", "New " + i)));
        payload.put("text", Map.of("data", "Click \"here\" \u2713"));
        payload.put("visits", i % 7 == 0 ? null : i);
        payload.put("unknown", i);
        return payload;
    }

    /** Of every type. */
    static Map<String, @Nullable Object> wide(int i) {
        var payload = new LinkedHashMap<String, @Nullable Object>();
        payload.put("clicks", i % 11 == 0 ? null : i - 100);
        payload.put("bytes", i % 13 == 0 ? null : i * 10_000_000_000L - 7);
        payload.put("price", i % 17 == 0 ? null : i / 8.0 - 5);
        payload.put("mobile", i % 19 == 0 ? null : i % 3 == 0);
        payload.put(
                "seen_at",
                i % 23 == 0 ? null : Instant.EPOCH.plusNanos(i * 1_234_567_000L).minusSeconds(5000));
        payload.put("pages", i % 29 == 0 ? null : List.of("a", "b " + i));
        payload.put("tags", i % 31 == 0 ? null : Map.of("k", "v" + i));
        payload.put("userid", i % 37 == 0 ? null : "user-" + i % 1000);
        payload.put("membership_status", i % 41 == 0 ? null : "status-" + i % 5);
        return payload;
    }

    /** Of every type, each null. */
    static Map<String, @Nullable Object> nulls() {
        var payload = wide(1);
        payload.replaceAll((name, value) -> null);
        return payload;
    }

    /** Close to the megabyte that Kinesis takes. */
    static Map<String, @Nullable Object> large(int i) {
        var payload = visit(i);
        payload.put("userid", ("é" + i).repeat(100_000));
        payload.put("contact", "c".repeat(300_000));
        payload.put("text", Map.of("data", "\u2713".repeat(100_000)));
        return payload;
    }

    /** The same text everywhere. */
    static Map<String, @Nullable Object> text(String text) {
        var payload = new LinkedHashMap<String, @Nullable Object>();
        STRINGS.forEach(name -> payload.put(name, text));
        payload.put("menuitem", List.of(text));
        return payload;
    }

    static Map<String, @Nullable Object> member(String name, @Nullable Object value) {
        var payload = new LinkedHashMap<String, @Nullable Object>();
        payload.put(name, value);
        return payload;
    }
}
