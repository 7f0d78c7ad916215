package dev.kinesislake.app;

import com.pulumi.exceptions.RunException;
import java.util.List;
import java.util.stream.Collectors;

/** The events' types don't fit the files that the lake has. Pulumi shows the message of a {@link RunException} without a stack trace. */
final class IncompatibleColumnsException extends RunException {

    IncompatibleColumnsException(List<String> problems) {
        super(problems.stream()
                .map(problem -> "\n  " + problem)
                .collect(Collectors.joining(
                        "",
                        "Payload doesn't fit the columns that files have (" + ColumnTable.PAGE
                                + ", \"Adding a column\"):",
                        "")));
    }
}
