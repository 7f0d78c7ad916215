package dev.kinesislake.app;

import dev.kinesislake.function.partition.LakeLayout;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A query that the workgroup offers.
 *
 * @param id of the resource
 * @param name as Athena lists it
 * @param description what it answers
 */
record SavedQuery(String id, String name, String description, String sql) {

    /** The shop's sections, for a stack that takes any. */
    private static final List<String> USUAL_SECTIONS = List.of("Beauty-Prouducts", "Electronics", "Home-Decor");

    private static final String SECTIONS = "/* sections */";

    /**
     * The queries.
     *
     * @param sections of the stack; empty where it takes any
     */
    static List<SavedQuery> of(Collection<String> sections) {
        return List.of(
                ofEvents("events-by-hour", "Events by section and hour", "Events of the last 7 days", sections, """
                        SELECT section, dt, hour, count(*) AS events
                        FROM events
                        WHERE dt >= date_format(current_date - INTERVAL '7' DAY, '%Y-%m-%d')/* sections */
                        GROUP BY section, dt, hour
                        ORDER BY section, dt, hour"""),
                ofEvents("freshness", "Freshness", "The newest row of each section since yesterday", sections, """
                        SELECT
                            section,
                            max(arrival_time) AS newest,
                            date_diff('minute', max(arrival_time), CAST(current_timestamp AS timestamp)) AS minutes_ago
                        FROM events
                        WHERE dt >= date_format(current_date - INTERVAL '1' DAY, '%Y-%m-%d')/* sections */
                        GROUP BY section
                        ORDER BY section"""),
                ofEvents(
                        "duplicate-positions",
                        "Duplicate positions",
                        "Positions of the last 7 days that are in the lake more than once",
                        sections,
                        """
                        SELECT
                            shard_id,
                            sequence_number,
                            sub_sequence_number,
                            count(*) AS copies,
                            array_agg(DISTINCT "$path") AS objects
                        FROM events
                        WHERE dt >= date_format(current_date - INTERVAL '7' DAY, '%Y-%m-%d')/* sections */
                        GROUP BY shard_id, sequence_number, sub_sequence_number
                        HAVING count(*) > 1
                        ORDER BY shard_id, sequence_number, sub_sequence_number"""),
                new SavedQuery(
                        "failed-by-reason",
                        "Failed rows by reason",
                        "Failed rows of the last 7 days, with the latest",
                        """
                        SELECT reason, detail, path, count(*) AS failed_rows, max(arrivaltime) AS latest
                        FROM failed
                        WHERE dt >= date_format(current_date - INTERVAL '7' DAY, '%Y-%m-%d')
                        GROUP BY reason, detail, path
                        ORDER BY failed_rows DESC, reason, detail, path"""));
    }

    private static SavedQuery ofEvents(
            String id, String name, String description, Collection<String> sections, String sql) {
        return new SavedQuery(id, name, description, sql.replace(SECTIONS, condition(sections)));
    }

    /** Where Athena can't list the sections, a query has to name them. */
    private static String condition(Collection<String> sections) {
        if (PartitionProjection.listed(sections).isPresent()) {
            return "";
        }
        var named = sections.isEmpty() ? USUAL_SECTIONS : sections;
        return named.stream()
                .map(LakeLayout::sectionInPath)
                .sorted()
                .map(section -> "'" + section.replace("'", "''") + "'")
                .collect(Collectors.joining(
                        ", ",
                        "\n    -- This table has no list of sections: name those that you want.\n    AND section IN (",
                        ")"));
    }
}
