package dev.kinesislake.cli.people;

import dev.kinesislake.cli.CommandLines;
import dev.kinesislake.erase.EraseListener;
import dev.kinesislake.erase.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/** Tells a person how far it has come, on standard error and without a text of anybody. */
final class EraseProgress implements EraseListener {

    private final CommandSpec spec;
    private final List<String> left = new ArrayList<>();

    EraseProgress(CommandSpec spec) {
        this.spec = spec;
    }

    /** What can't be looked into or cleaned, once each. */
    synchronized List<String> left() {
        return List.copyOf(left);
    }

    @Override
    public void looked(Place place, int objects) {
        say(String.format(Locale.ROOT, "%s: looked into %,d objects", place.label(), objects));
    }

    @Override
    public synchronized void left(String message) {
        if (!left.contains(message)) {
            left.add(message);
            CommandLines.print(spec.commandLine(), message);
        }
    }

    @Override
    public void waiting(Instant until) {
        say("waiting until " + until + " for batches that began before; then everything new is looked into");
    }

    private synchronized void say(String line) {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }
}
