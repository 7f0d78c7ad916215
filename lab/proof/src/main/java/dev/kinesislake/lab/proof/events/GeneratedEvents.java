package dev.kinesislake.lab.proof.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.squareup.moshi.JsonAdapter;
import dev.kinesislake.function.event.Event;
import dev.kinesislake.function.event.MenuItem;
import dev.kinesislake.function.event.Metadata;
import dev.kinesislake.function.event.Payload;
import dev.kinesislake.function.event.Text;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Events of the website's shape, varied as real visits are. The same seed and index always give the same event. */
public final class GeneratedEvents {

    /** The sections that the events are of. */
    public static final List<String> SECTIONS =
            List.of("Electronics", "Beauty-Prouducts", "Home-Decor", "Garden", "Toys & Games");

    private static final List<String> MEMBERSHIPS = List.of("active", "inactive", "trial", "nan");
    private static final List<String> SYSTEMS = List.of("desktop", "mobile", "tablet", "kiosk");
    private static final List<String> STYLES = List.of("bold", "italic", "plain");
    private static final List<String> MENU = List.of("New", "Open", "Save", "Close", "Search", "Basket");
    private static final List<String> NAMES = List.of("ada", "grace", "linus", "björn", "さくら", "zoë");

    private static final JsonAdapter<Event> COMPACT = EventJson.adapter(Event.class);
    private static final JsonAdapter<Event> PRETTY = COMPACT.indent("  ");

    private final long seed;
    private final List<String> sections;

    public GeneratedEvents(long seed) {
        this(seed, SECTIONS);
    }

    /** @param sections that an event can be of */
    public GeneratedEvents(long seed, List<String> sections) {
        this.seed = seed;
        this.sections = List.copyOf(sections);
    }

    /** What is sent at an index. */
    public SentEvent get(int index) {
        var random = random(index);
        var visit = visit(random);
        var compact = COMPACT.toJson(visit.event());
        var sent = random.nextInt(3) == 0 ? PRETTY.toJson(visit.event()) : compact;
        return SentEvent.valid("user-" + visit.user(), sent.getBytes(UTF_8), visit.section(), compact);
    }

    /** The event at an index, before it is written in one way or another. */
    public Event event(int index) {
        return visit(random(index)).event();
    }

    private SplittableRandom random(int index) {
        return new SplittableRandom(seed * 1_000_003 + index);
    }

    private Visit visit(SplittableRandom random) {
        int user = random.nextInt(5_000);
        var uuid = Integer.toString(random.nextInt(1_000));
        var section = pick(sections, random);
        return new Visit(user, section, new Event(new Metadata(uuid, section), payload(user, random)));
    }

    private record Visit(int user, String section, Event event) {}

    private static Payload payload(int user, SplittableRandom random) {
        return RandomRecord.of(Payload.class, component -> member(component, user, random));
    }

    /** A member that isn't known here has a value by its type. */
    private static Object member(RecordComponent member, int user, SplittableRandom random) {
        return switch (member.getName()) {
            case "userid" -> Integer.toString(user);
            case "emailId" -> NAMES.get(user % NAMES.size()) + user + "@example.com";
            case "contact" -> "+44 20 7946 %04d".formatted(random.nextInt(10_000));
            case "sessionTime" -> String.format(Locale.ROOT, "%.2f", random.nextDouble(60));
            case "legacyAccount" -> random.nextBoolean() ? "nan" : "True";
            case "membershipStatus" -> pick(MEMBERSHIPS, random);
            case "isCartEmpty" -> random.nextBoolean() ? "True" : "False";
            case "sysType" -> pick(SYSTEMS, random);
            case "menuitem" -> menu(random);
            case "text" -> text(random);
            default -> RandomRecord.value(member.getType(), random);
        };
    }

    private static List<MenuItem> menu(SplittableRandom random) {
        return random.ints(random.nextInt(1, 6), 0, MENU.size())
                .mapToObj(MENU::get)
                .map(item -> new MenuItem(item, item + "Doc(" + random.nextInt(1_000_000) + ")"))
                .toList();
    }

    private static Text text(SplittableRandom random) {
        return new Text(
                "Click Here",
                random.nextInt(8, 72),
                pick(STYLES, random),
                "text" + random.nextInt(100),
                random.nextInt(1_920),
                random.nextInt(1_080),
                "center",
                "sun" + random.nextInt(1_000) + ".opacity = (sun1.opacity / 100) * " + random.nextInt(100) + ";");
    }

    private static String pick(List<String> values, SplittableRandom random) {
        return values.get(random.nextInt(values.size()));
    }
}
