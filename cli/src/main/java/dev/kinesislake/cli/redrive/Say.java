package dev.kinesislake.cli.redrive;

import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/** What a command says. */
record Say(CommandSpec spec) {

    void out(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }

    void err(String line) {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }

    /** A line of a summary. */
    void line(String what, long number) {
        out(String.format(Locale.ROOT, "%-18s %,12d", what, number));
    }
}
