package dev.kinesislake.cli;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a call in this project's words: what was given, and what is allowed. picocli's words name Java types. */
final class Refusal {

    private static final Map<Class<?>, Long> MAX =
            Map.of(int.class, (long) Integer.MAX_VALUE, Integer.class, (long) Integer.MAX_VALUE);

    /** What picocli says of a group: all members that could be given, or those that have to be. */
    private static final Pattern GROUP = Pattern.compile("Error: Missing required argument.*?: (.*)");

    private Refusal() {}

    static String of(ParameterException wrong) {
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched);
        }
        if (wrong instanceof MissingParameterException missing) {
            return missing(missing);
        }
        if (wrong instanceof MutuallyExclusiveArgsException) {
            return message(wrong)
                    .replaceFirst("^Error: ", "")
                    .replaceFirst(" are mutually exclusive.*", " exclude each other, allowed is one of them");
        }
        if (wrong instanceof OverwrittenOptionException twice) {
            return name(twice.getOverwritten()) + " is given twice, allowed is once";
        }
        var argument = wrong.getArgSpec();
        if (argument == null) {
            var help = wrong.getCommandLine().getSubcommands().get("help");
            // picocli's help command gives the name that it doesn't know as the value.
            return help != null && wrong.getValue() != null
                    ? Nearest.unknown("command", wrong.getValue(), commands(wrong.getCommandLine()))
                    : message(wrong);
        }
        var value = wrong.getValue();
        // Of an argument's value, picocli only says that it can't be converted.
        return value == null
                ? message(wrong)
                : name(argument) + " is " + value + ", allowed is " + allowed(argument, value);
    }

    private static String unmatched(UnmatchedArgumentException wrong) {
        var line = wrong.getCommandLine();
        var given = wrong.getUnmatched().get(0);
        if (given.startsWith("-") && given.length() > 1) {
            var options = new TreeSet<String>();
            line.getCommandSpec().options().forEach(option -> options.add(option.longestName()));
            return Nearest.unknown("option", given.replaceFirst("=.*", ""), options);
        }
        var commands = commands(line);
        if (commands.isEmpty()) {
            var place = line.getCommandSpec().qualifiedName();
            return line.getCommandSpec().positionalParameters().isEmpty()
                    ? given + " is not an option: " + place + " takes only options"
                    : given + " is one argument too many for " + place;
        }
        return Nearest.unknown("command", given, commands);
    }

    /** The commands below one, without {@code help}. */
    private static List<String> commands(CommandLine line) {
        return line.getSubcommands().entrySet().stream()
                .filter(command -> !command.getValue().getCommandSpec().helpCommand())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String missing(MissingParameterException wrong) {
        var message = message(wrong);
        var missing = wrong.getMissing();
        if (message.startsWith("Missing required parameter for option")
                && missing.get(0) instanceof OptionSpec option) {
            return option.longestName() + " has no value, allowed is " + synopsis(option);
        }
        var group = GROUP.matcher(message);
        if (group.matches()) {
            return group.group(1).replaceFirst("^\\((.*)\\)$", "$1").replace(" | ", " or ") + " is missing";
        }
        return missing.stream().map(Refusal::synopsis).collect(Collectors.joining(", "))
                + (missing.size() == 1 ? " is" : " are") + " missing";
    }

    private static String allowed(ArgSpec argument, String value) {
        if (argument.isMultiValue() && Map.class.isAssignableFrom(argument.type())) {
            return argument.paramLabel();
        }
        var max = MAX.getOrDefault(argument.type(), Long.MAX_VALUE);
        return value.matches("[-+]?[0-9]+") ? "a number up to " + max : "a whole number";
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private static String synopsis(ArgSpec argument) {
        return argument instanceof OptionSpec option
                ? option.longestName() + "=" + option.paramLabel()
                : argument.paramLabel();
    }

    private static String message(ParameterException wrong) {
        return String.valueOf(wrong.getMessage());
    }
}
