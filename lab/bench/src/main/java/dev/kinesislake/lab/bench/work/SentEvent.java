package dev.kinesislake.lab.bench.work;

import dev.kinesislake.function.event.Event;
import dev.kinesislake.function.event.Metadata;
import dev.kinesislake.function.event.Payload;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An event as a website sends it: with a member that the lake's types don't know. It brings the event to 1 KB.
 *
 * @param page the unknown member
 */
public record SentEvent(
        @Nullable Metadata metadata, @Nullable Payload payload, Page page) {

    private static final List<String> BROWSERS = List.of("Firefox/128.0", "Chrome/126.0.0.0", "Safari/605.1.15");
    private static final List<String> WORDS = List.of(
            "amber", "basket", "cotton", "desk", "ember", "fleece", "garnet", "hazel", "ivory", "jasper", "kettle",
            "linen", "maple", "nylon", "oak", "pearl", "quartz", "ribbon", "silk", "teak", "umber", "velvet", "walnut",
            "zinc");
    private static final List<String> LANGUAGES = List.of("en-GB", "de-DE", "ja-JP", "sv-SE");

    SentEvent(Event event, int index) {
        this(event.metadata(), event.payload(), Page.of(new SplittableRandom(index)));
    }

    /** The page that was looked at. */
    public record Page(
            String url, String referrer, String userAgent, String language, int width, int height, String session) {

        static Page of(SplittableRandom random) {
            return new Page(
                    "https://shop.example.com/articles/" + words("-", random) + "-" + random.nextInt(1_000_000),
                    "https://shop.example.com/search?q=" + words("+", random) + "&page=" + random.nextInt(20),
                    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
                            + BROWSERS.get(random.nextInt(BROWSERS.size())),
                    LANGUAGES.get(random.nextInt(LANGUAGES.size())),
                    random.nextInt(360, 2_560),
                    random.nextInt(640, 1_440),
                    Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong()));
        }

        private static String words(String between, SplittableRandom random) {
            return random.ints(3, 0, WORDS.size()).mapToObj(WORDS::get).collect(Collectors.joining(between));
        }
    }
}
