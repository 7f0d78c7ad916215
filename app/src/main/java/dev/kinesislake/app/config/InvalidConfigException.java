package dev.kinesislake.app.config;

import com.pulumi.exceptions.RunException;
import java.util.List;
import java.util.stream.Collectors;

/** A stack's configuration can't be used. Pulumi shows the message of a {@link RunException} without a stack trace. */
public final class InvalidConfigException extends RunException {

    private final transient List<Problem> problems;

    InvalidConfigException(List<Problem> problems) {
        super(problems.stream()
                .map(problem -> "\n  " + problem)
                .collect(Collectors.joining("", "this stack's configuration has " + count(problems.size()), "")));
        this.problems = List.copyOf(problems);
    }

    /** All of them, in the order of the keys in {@code Pulumi.yaml}. */
    public List<Problem> problems() {
        return problems;
    }

    private static String count(int problems) {
        return problems == 1 ? "1 problem:" : problems + " problems:";
    }
}
