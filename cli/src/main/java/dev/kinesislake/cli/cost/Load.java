package dev.kinesislake.cli.cost;

/**
 * What producers send, evenly over the month.
 *
 * @param eventBytes an event's size as it is sent, without its partition key
 * @param sections that events are of, equally often
 * @param producers processes that send; each gathers by itself
 */
public record Load(double eventsPerSecond, int eventBytes, int sections, int producers) {

    double eventsPerMonth() {
        return eventsPerSecond * Month.SECONDS;
    }

    Load at(double otherEventsPerSecond) {
        return new Load(otherEventsPerSecond, eventBytes, sections, producers);
    }
}
