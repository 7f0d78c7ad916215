package dev.kinesislake.cli.redrive;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option {@code --settle}. */
final class Age {

    private static final int LONGEST = 86_400;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--settle",
            paramLabel = "SECONDS",
            defaultValue = "420",
            description =
                    "How old a claim without an outcome has to be before the stream is asked for it. Less than the default is "
                            + "safe only where signatures don't matter, such as with ./lake serve. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    Duration value() {
        if (seconds < 0 || seconds > LONGEST) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "--settle is " + seconds + ", allowed is 0 to " + LONGEST);
        }
        return Duration.ofSeconds(seconds);
    }
}
