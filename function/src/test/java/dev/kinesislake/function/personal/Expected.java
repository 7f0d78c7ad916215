package dev.kinesislake.function.personal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.function.config.Treatment;
import dev.kinesislake.function.personal.JsonTree.Array;
import dev.kinesislake.function.personal.JsonTree.Member;
import dev.kinesislake.function.personal.JsonTree.Scalar;
import dev.kinesislake.function.personal.JsonTree.Struct;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** What should be stored of an event, worked out on its tree and path by path. */
final class Expected {

    /** Paths that the event's types know, spelt out: a new member needs a line here. */
    private static final Set<List<String>> KNOWN = Set.of(
            List.of("metadata"),
            List.of("metadata", "uuid"),
            List.of("metadata", "section"),
            List.of("payload"),
            List.of("payload", "userid"),
            List.of("payload", "email_id"),
            List.of("payload", "contact"),
            List.of("payload", "session_time"),
            List.of("payload", "legacy_account"),
            List.of("payload", "membership_status"),
            List.of("payload", "is_cart_empty"),
            List.of("payload", "sys_type"),
            List.of("payload", "menuitem"),
            List.of("payload", "menuitem", "value"),
            List.of("payload", "menuitem", "onclick"),
            List.of("payload", "text"),
            List.of("payload", "text", "data"),
            List.of("payload", "text", "size"),
            List.of("payload", "text", "style"),
            List.of("payload", "text", "name"),
            List.of("payload", "text", "hOffset"),
            List.of("payload", "text", "vOffset"),
            List.of("payload", "text", "alignment"),
            List.of("payload", "text", "onMouseUp"));

    private final Map<List<String>, Treatment> treatments;
    private final boolean dropsUnknown;
    private final byte[] key;

    Expected(Map<List<String>, Treatment> treatments, boolean dropsUnknown, byte[] key) {
        this.treatments = treatments;
        this.dropsUnknown = dropsUnknown;
        this.key = key;
    }

    JsonTree of(JsonTree event) {
        return of(event, List.of(), false);
    }

    private JsonTree of(JsonTree tree, List<String> path, boolean kept) {
        if (tree instanceof Array array) {
            return new Array(array.elements().stream()
                    .map(element -> of(element, path, kept))
                    .toList());
        }
        if (!(tree instanceof Struct struct)) {
            return tree;
        }
        var members = new ArrayList<Member>();
        for (var member : struct.members()) {
            var inside = new ArrayList<>(path);
            inside.add(member.name());
            var treatment = treatments.get(inside);
            if (treatment == Treatment.DROP || (treatment == null && dropsUnknown && !kept && !isKnown(inside))) {
                continue;
            }
            var value = treated(member.value(), treatment);
            members.add(new Member(
                    member.name(),
                    member.spelt(),
                    value == null ? of(member.value(), inside, kept || treatment == Treatment.KEEP) : value));
        }
        return new Struct(members);
    }

    private boolean isKnown(List<String> path) {
        return KNOWN.contains(path)
                || treatments.keySet().stream()
                        .anyMatch(other -> other.size() > path.size()
                                && other.subList(0, path.size()).equals(path));
    }

    private @Nullable JsonTree treated(JsonTree value, @Nullable Treatment treatment) {
        boolean hides = treatment == Treatment.HASH || treatment == Treatment.MASK;
        if (!hides || value.compact().equals("null")) {
            return null;
        }
        var text = value instanceof Scalar scalar ? scalar.meant() : value.compact();
        var instead = treatment == Treatment.HASH
                ? "v1:" + hmac(text)
                : value instanceof Scalar && !value.compact().matches("true|false") ? Mask.of(text) : "***";
        return new Scalar(instead, '"' + instead + '"');
    }

    private String hmac(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            var whole = mac.doFinal(text.getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(whole, 16));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
