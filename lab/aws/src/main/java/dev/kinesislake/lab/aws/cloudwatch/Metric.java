package dev.kinesislake.lab.aws.cloudwatch;

import java.util.Map;

/**
 * A metric's name.
 *
 * @param dimensions all of them, values by names
 */
public record Metric(String namespace, String name, Map<String, String> dimensions) {

    public Metric {
        dimensions = Map.copyOf(dimensions);
    }
}
