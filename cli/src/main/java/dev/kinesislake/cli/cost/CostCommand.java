package dev.kinesislake.cli.cost;

import dev.kinesislake.app.config.PulumiCommands;
import dev.kinesislake.app.config.StackConfig;
import dev.kinesislake.app.config.StackFiles;
import dev.kinesislake.cli.CommandException;
import dev.kinesislake.cli.DeclaredResources;
import dev.kinesislake.cli.TimeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./lake cost}. */
@Command(
        name = "cost",
        description =
                "Computes what a stack costs per month at a load, what would make it cheaper, and at which loads other choices "
                        + "are. Asks nobody: it reads the stack's configuration, and prices from a file.",
        mixinStandardHelpOptions = true)
public final class CostCommand implements Callable<Integer> {

    private static final Pattern RATE = Pattern.compile("([0-9]{1,9}(?:[.][0-9]{1,6})?)(?:/(s|min|h|d))?");
    private static final Map<String, Integer> SECONDS = Map.of("s", 1, "min", 60, "h", 3600, "d", 86_400);

    private static final double MAX_EVENTS_PER_SECOND = 1_000_000;
    private static final int MAX_EVENT_BYTES = 1 << 20;
    private static final Duration MAX_GATHER = Duration.ofMinutes(1);
    private static final int MAX_MONTHS = 1200;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--stack",
            paramLabel = "NAME",
            defaultValue = "prod",
            description = "The stack, as in Pulumi.NAME.yaml. Default: ${DEFAULT-VALUE}.")
    private String stack = "";

    @Option(
            names = "--events",
            paramLabel = "RATE",
            defaultValue = "500/s",
            description = "How many events, per s, min, h or d. Default: ${DEFAULT-VALUE}.")
    private String events = "";

    @Option(
            names = "--bytes",
            paramLabel = "N",
            defaultValue = "900",
            description = "An event's size. Default: ${DEFAULT-VALUE}.")
    private int bytes;

    @Option(
            names = "--sections",
            paramLabel = "N",
            description = "Sections that events are of. Default: those that the stack lists, or 3.")
    private @Nullable Integer sections;

    @Option(
            names = "--producers",
            paramLabel = "N",
            defaultValue = "1",
            description = "Processes that send. Default: ${DEFAULT-VALUE}.")
    private int producers;

    @Option(
            names = "--gather",
            paramLabel = "TIME",
            defaultValue = "0ms",
            description =
                    "How long producers gather events into a compressed record, such as 200ms. Default: ${DEFAULT-VALUE}.")
    private String gather = "";

    @Option(
            names = "--freshness",
            paramLabel = "TIME",
            defaultValue = "5m",
            description =
                    "How old an event may be until it's in the lake, for the cheapest settings. Default: ${DEFAULT-VALUE}.")
    private String freshness = "";

    @Option(
            names = "--months",
            paramLabel = "N",
            defaultValue = "12",
            description = "For how many months rows have been stored. Default: ${DEFAULT-VALUE}.")
    private int months;

    @Option(
            names = "--prices",
            paramLabel = "FILE",
            description = "Prices of the stack's region, as aws pricing get-products prints them. Can be repeated.")
    private List<Path> files = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        var project = Path.of(System.getProperty("lake.home", "")).toAbsolutePath();
        if (!stack.matches("[A-Za-z0-9_.-]+") || !Files.exists(project.resolve("Pulumi." + stack + ".yaml"))) {
            throw refused("--stack: there is no Pulumi." + stack + ".yaml");
        }
        var rate = rate();
        within("--bytes", bytes, MAX_EVENT_BYTES);
        within("--producers", producers, 10_000);
        within("--months", months, MAX_MONTHS);
        within("--sections", sections == null ? 1 : sections, 100_000);
        var gathering = time("--gather", gather, "200ms", MAX_GATHER);
        var oldest = time("--freshness", freshness, "5m", Duration.ofDays(1));

        var config = StackConfig.read(StackFiles.read(project, stack), new PulumiCommands(stack, project));
        var prices = prices(config.region());
        var listed = config.function().sections().size();
        var load = new Load(rate, bytes, sections != null ? sections : listed == 0 ? 3 : listed, producers);
        var settings = Settings.of(config, FixedItems.of(DeclaredResources.of(stack, config)), gathering);
        new Report(spec.commandLine().getOut(), stack, load, settings, months, prices).print(oldest);
        return 0;
    }

    private Prices prices(String region) {
        var prices = Prices.packaged();
        for (var file : files) {
            try {
                prices = prices.with(PriceList.read(file).pricesOf(region, prices));
            } catch (CommandException wrong) {
                throw new ParameterException(spec.commandLine(), "--prices: " + wrong.getMessage(), wrong);
            }
        }
        return prices;
    }

    private double rate() {
        var matcher = RATE.matcher(events);
        if (matcher.matches()) {
            var per = matcher.group(2) == null ? "s" : matcher.group(2);
            var rate = Double.parseDouble(matcher.group(1)) / Objects.requireNonNull(SECONDS.get(per));
            if (rate > 0 && rate <= MAX_EVENTS_PER_SECOND) {
                return rate;
            }
        }
        throw refused("--events is " + events
                + ", allowed is a rate above 0 such as 500/s, 30/min, 100/h or 5/d, up to 1000000/s");
    }

    private Duration time(String option, String text, String example, Duration longest) {
        return TimeText.parse(text, longest)
                .orElseThrow(() -> refused(option + " is " + text + ", allowed is a time such as " + example
                        + ", up to " + longest.toMinutes() + "m"));
    }

    private void within(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw refused(option + " is " + value + ", allowed is 1 to " + most);
        }
    }

    private ParameterException refused(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }
}
