package dev.kinesislake.lab.aws.scheduler;

import java.time.Duration;
import java.util.regex.Pattern;

/** How often a schedule runs. */
public record Rate(Duration every) {

    private static final Pattern RATE = Pattern.compile("rate\\(([1-9][0-9]{0,6}) (minute|hour|day)s?\\)");

    /**
     * A schedule's expression (EventBridge Scheduler User Guide, "Schedule types").
     *
     * @throws IllegalArgumentException if it's none of the kind that runs here
     */
    public static Rate of(String expression) {
        var rate = RATE.matcher(expression);
        if (!rate.matches()) {
            throw new IllegalArgumentException("scheduleExpression is " + expression
                    + ", allowed here is a rate such as rate(15 minutes), in minutes, hours or days");
        }
        long number = Long.parseLong(rate.group(1));
        return new Rate(
                switch (rate.group(2)) {
                    case "minute" -> Duration.ofMinutes(number);
                    case "hour" -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                });
    }
}
