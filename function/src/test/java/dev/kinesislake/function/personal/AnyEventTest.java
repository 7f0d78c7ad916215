package dev.kinesislake.function.personal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.function.config.PersonalConfig;
import dev.kinesislake.function.config.Treatment;
import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.EventDecoder;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.UserRecord;
import dev.kinesislake.function.encode.EventParquet;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever an event is like, each occurrence of a personal member is treated, and every other byte stays. */
class AnyEventTest {

    private static final byte[] KEY = "0123456789abcdef0123456789ABCDEF".getBytes(UTF_8);
    private static final String SECRET = "[\"" + Base64.getEncoder().encodeToString(KEY) + "\"]";

    private static final List<Treatment> TREATMENTS =
            List.of(Treatment.KEEP, Treatment.DROP, Treatment.MASK, Treatment.HASH);

    /** Of which a random few are configured; none lies inside another one but where that is kept. */
    private static final List<List<String>> PATHS = List.of(
            List.of("payload", "userid"),
            List.of("payload", "email_id"),
            List.of("payload", "contact"),
            List.of("payload", "menuitem"),
            List.of("payload", "menuitem", "value"),
            List.of("payload", "text", "data"),
            List.of("payload", "visitor"),
            List.of("payload", "visitor", "email_id"),
            List.of("payload", "visitor", "menuitem", "a.b"),
            List.of("visitor", "contact"),
            List.of("metadata", "visitor"),
            List.of("é"));

    @Property(tries = 3_000)
    void eachOccurrenceIsTreatedAndAllElseStays(@ForAll long seed) throws IOException {
        var random = new SplittableRandom(seed);
        var treatments = treatments(random);
        boolean dropsUnknown = random.nextInt(3) == 0;
        var tree = new RandomTrees(random).event();
        var sent = tree.spaced(random);
        var expected = new Expected(treatments, dropsUnknown, KEY).of(tree).compact();

        var treated = (Decoded.Valid) personal(treatments, dropsUnknown).treat(decode(sent));

        assertThat(treated.event().toString())
                .as(treatments + " " + tree.compact())
                .isEqualTo(expected);
        // Columns and event agree: the row is that of an event that was sent so.
        assertThat(object(treated)).isEqualTo(object((Decoded.Valid) decode(expected)));
    }

    @Property(tries = 300)
    void aRetryGivesTheSame(@ForAll long seed) throws IOException {
        var random = new SplittableRandom(seed);
        var treatments = treatments(random);
        var events = new ArrayList<Decoded>();
        for (int i = 0; i < 5; i++) {
            events.add(decode(new RandomTrees(random).event().spaced(random)));
        }
        var warm = personal(treatments, true);
        events.forEach(warm::treat);

        for (var event : events) {
            assertThat(object((Decoded.Valid) warm.treat(event)))
                    .isEqualTo(object((Decoded.Valid) personal(treatments, true).treat(event)));
        }
    }

    @Example
    void anEventWithoutPersonalMembersIsTheSameObject() {
        var event = decode("{\"metadata\":{\"uuid\":\"1\",\"section\":\"A\"},\"payload\":{\"userid\":\"7\"}}");

        assertThat(personal(Map.of(List.of("payload", "contact"), Treatment.HASH), true)
                        .treat(event))
                .isSameAs(event);
    }

    @Example
    void anInvalidRecordStaysAsItIs() {
        var invalid = decode("{\"payload\":{\"contact\":\"7\"}}");

        assertThat(personal(Map.of(List.of("payload", "contact"), Treatment.DROP), true)
                        .treat(invalid))
                .isSameAs(invalid);
    }

    private static Map<List<String>, Treatment> treatments(SplittableRandom random) {
        var treatments = new HashMap<List<String>, Treatment>();
        for (var path : PATHS) {
            if (random.nextInt(3) == 0 && treatments.entrySet().stream().allMatch(other -> goTogether(path, other))) {
                treatments.put(path, TREATMENTS.get(random.nextInt(TREATMENTS.size())));
            }
        }
        return treatments;
    }

    private static boolean goTogether(List<String> path, Map.Entry<List<String>, Treatment> other) {
        return other.getValue() == Treatment.KEEP
                || path.size() <= other.getKey().size()
                || !path.subList(0, other.getKey().size()).equals(other.getKey());
    }

    private static PersonalData personal(Map<List<String>, Treatment> treatments, boolean dropsUnknown) {
        var members = new HashMap<>(Map.of("nothing", Treatment.DROP));
        treatments.forEach((path, treatment) -> members.put(spelt(path), treatment));
        var config = new PersonalConfig(members, dropsUnknown, true, "secret");
        return requireNonNull(
                PersonalData.of(config, PersonalKeys.ofSecret(SECRET).hmac()));
    }

    private static String spelt(List<String> path) {
        var text = new StringBuilder();
        for (var name : path) {
            text.append(name.matches("[a-z_]+") ? (text.isEmpty() ? "" : ".") + name : "['" + name + "']");
        }
        return text.toString();
    }

    private static Decoded decode(String event) {
        var position = new Position("shardId-000000000000", "495", null);
        return new EventDecoder(Set.of()).decode(new UserRecord(position, "key", Instant.EPOCH, event.getBytes(UTF_8)));
    }

    private static byte[] object(Decoded.Valid row) throws IOException {
        return new EventParquet().encode(List.of(row), "attempt");
    }
}
