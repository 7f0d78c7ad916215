package dev.kinesislake.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** A time as options have it: a whole number of ms, s, m or h, such as {@code 200ms}. */
public final class TimeText {

    private static final Pattern TIME = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

    private TimeText() {}

    /** The time that a text says, if it says one of at most that length. */
    public static Optional<Duration> parse(String text, Duration longest) {
        var time = TIME.matcher(text);
        if (!time.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(time.group(1));
        var duration =
                switch (time.group(2)) {
                    case "ms" -> Duration.ofMillis(number);
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    default -> Duration.ofHours(number);
                };
        return Optional.of(duration).filter(it -> it.compareTo(longest) <= 0);
    }
}
