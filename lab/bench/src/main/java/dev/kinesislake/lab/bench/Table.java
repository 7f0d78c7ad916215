package dev.kinesislake.lab.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A table as a person reads it, in Markdown. */
final class Table {

    private Table() {}

    static String of(Results results, List<Part> parts) {
        var text = new StringBuilder();
        var machine = results.machine();
        text.append("# What kinesis-lake is measured at\n\n")
                .append("Made by `./lake bench` on ")
                .append(machine.date())
                .append(". ")
                .append(machine.processor())
                .append(", ")
                .append(machine.processors())
                .append(" processors, ")
                .append(machine.memoryGb())
                .append(" GB, ")
                .append(machine.system())
                .append("; ")
                .append(machine.jdk())
                .append("; ")
                .append(machine.libraries().entrySet().stream()
                        .map(library -> library.getKey() + " " + library.getValue())
                        .collect(Collectors.joining(", ")))
                .append(".\n\n")
                .append(
                        "Each figure is a median over interleaved rounds, with its first and third quartile. Figures of this machine")
                .append(
                        " say little about another one. Ratios, each within its round, say more, but depend on the processor, too;")
                .append(" counts and bytes don't. `./lake bench --check` compares the lines marked with")
                .append(
                        " ↓ (less is better) and ↑ (more is better) with a fresh run, on another machine only counts and bytes.\n");
        for (var part : parts) {
            var lines = results.lines().stream()
                    .filter(line -> line.part().equals(part.name()))
                    .toList();
            if (!lines.isEmpty()) {
                text.append("\n## ")
                        .append(part.name())
                        .append("\n\n")
                        .append(part.about())
                        .append("\n\n")
                        .append("| what | median | quartiles | n | |\n|---|---:|---:|---:|---|\n");
                lines.forEach(line -> text.append(row(line)));
            }
        }
        return text.toString();
    }

    private static String row(Line line) {
        var sample = line.sample();
        var unit = line.unit().isEmpty() || line.unit().equals("×") ? line.unit() : " " + line.unit();
        return "| " + line.what() + " | " + number(sample.median()) + unit + " | "
                + (sample.size() == 1 ? "" : number(sample.low()) + " to " + number(sample.high()))
                + " | " + sample.size() + " | " + mark(line) + " |\n";
    }

    private static String mark(Line line) {
        return switch (line.compared()) {
            case NO -> "";
            case LOWER_IS_BETTER -> "↓";
            case HIGHER_IS_BETTER -> "↑";
        };
    }

    /** Three digits that count, or all of those before the point. */
    static String number(double value) {
        double size = Math.abs(value);
        int decimals = size >= 100 || size == Math.rint(size) ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
