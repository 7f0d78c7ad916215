package dev.kinesislake.app;

import dev.kinesislake.function.decode.Reason;
import dev.kinesislake.function.partition.LakeLayout;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Parameters of tables whose partitions Athena computes from each query, so that nothing has to register new hours (Athena User Guide,
 * "Use partition projection"). A value is spelled as in the path: Athena puts it into the location unchanged.
 */
final class PartitionProjection {

    /** No row is older than the first version of this program. */
    private static final String FIRST_DAY = "2026-11-01";

    private static final String SEPARATOR = ",";

    private PartitionProjection() {}

    static Map<String, String> ofEvents(String bucket, Collection<String> sections) {
        var parameters = of(bucket, LakeLayout.EVENTS_TEMPLATE);
        listed(sections)
                .ifPresentOrElse(
                        values -> list(parameters, "section", values),
                        () -> parameters.put("projection.section.type", "injected"));
        return parameters;
    }

    static Map<String, String> ofFailed(String bucket) {
        var parameters = of(bucket, LakeLayout.FAILED_TEMPLATE);
        list(parameters, "reason", Stream.of(Reason.values()).map(Reason::label).toList());
        return parameters;
    }

    /**
     * The sections that Athena can list by itself, as paths spell them. Empty where a query has to name its sections: where the stack
     * doesn't know them, or one has a comma, which separates the values and has no escape.
     */
    static Optional<List<String>> listed(Collection<String> sections) {
        var paths = sections.stream().map(LakeLayout::sectionInPath).sorted().toList();
        return paths.isEmpty() || paths.stream().anyMatch(path -> path.contains(SEPARATOR))
                ? Optional.empty()
                : Optional.of(paths);
    }

    private static Map<String, String> of(String bucket, String template) {
        var parameters = new TreeMap<String, String>();
        parameters.put("EXTERNAL", "TRUE");
        parameters.put("projection.enabled", "true");
        parameters.put("projection.dt.type", "date");
        parameters.put("projection.dt.format", "yyyy-MM-dd");
        parameters.put("projection.dt.range", FIRST_DAY + SEPARATOR + "NOW");
        parameters.put("projection.hour.type", "integer");
        parameters.put("projection.hour.range", "0,23");
        parameters.put("projection.hour.digits", "2");
        parameters.put("storage.location.template", "s3://" + bucket + "/" + template);
        return parameters;
    }

    private static void list(Map<String, String> parameters, String column, List<String> values) {
        parameters.put("projection." + column + ".type", "enum");
        parameters.put("projection." + column + ".values", String.join(SEPARATOR, values));
    }
}
