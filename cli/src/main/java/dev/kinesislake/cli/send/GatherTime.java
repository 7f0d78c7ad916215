package dev.kinesislake.cli.send;

import java.time.Duration;
import java.util.regex.Pattern;

/** The option {@code --gather}. */
final class GatherTime {

    private static final Pattern TIME = Pattern.compile("([0-9]{1,5})(ms|s)");
    private static final Duration MAX = Duration.ofMinutes(1);

    private GatherTime() {}

    /** @throws IllegalArgumentException if it's none, or too long */
    static Duration parse(String text) {
        var time = TIME.matcher(text);
        if (time.matches()) {
            long number = Long.parseLong(time.group(1));
            var duration = time.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMillis(number);
            if (duration.compareTo(MAX) <= 0) {
                return duration;
            }
        }
        throw new IllegalArgumentException("--gather is " + text + ", allowed is 0ms to 60s, such as 200ms");
    }
}
