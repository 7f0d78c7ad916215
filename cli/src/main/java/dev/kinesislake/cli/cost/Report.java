package dev.kinesislake.cli.cost;

import dev.kinesislake.cli.cost.Item.Group;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;

/** Prints what a stack costs, in lines of at most 120 characters. */
final class Report {

    private static final Group[] RUNNING = {Group.STREAM, Group.DELIVERY, Group.SEALING, Group.FIXED};

    private final PrintWriter out;
    private final String stack;
    private final Load load;
    private final Settings settings;
    private final int months;
    private final Prices prices;
    private final List<String> sources = new ArrayList<>();

    Report(PrintWriter out, String stack, Load load, Settings settings, int months, Prices prices) {
        this.out = out;
        this.stack = stack;
        this.load = load;
        this.settings = settings;
        this.months = months;
        this.prices = prices;
    }

    void print(Duration freshness) {
        head();
        var bill = Bill.of(load, settings, months, prices);
        bill(bill);
        elsewhere(bill);
        advice();
        cheapest(freshness);
        crossovers(freshness);
        sources();
        out.flush();
    }

    private void head() {
        var flow = Flow.of(load, settings);
        line(
                "Stack %s: %s/s of %,d bytes; %s; %s%s",
                stack,
                quantity(load.eventsPerSecond()) + (load.eventsPerSecond() == 1 ? " event" : " events"),
                load.eventBytes(),
                count(load.sections(), "section"),
                count(load.producers(), "producer"),
                settings.gather().isZero()
                        ? ""
                        : ", gathering for " + settings.gather().toMillis() + " ms");
        line(
                "%s%s; records of %s bytes; batches of %s records; objects of %s kB; events up to %s s old",
                count(flow.shards(), "shard"),
                settings.onDemand() ? " on demand" : "",
                quantity(flow.recordBytes()),
                quantity(flow.recordsPerBatch()),
                quantity(flow.objectBytes() / 1000),
                quantity(Cheapest.worstSeconds(load, settings)));
        settings.stream().shardCount().stream()
                .filter(shards -> shards < flow.shards())
                .forEach(shards ->
                        line("shardCount %d is too small for this load: %d are billed", shards, flow.shards()));
        if (flow.busy() >= Cheapest.MAX_BUSY) {
            line("The function is busy for %.0f %% of the time: it falls behind. Raise memoryMb", 100 * flow.busy());
        }
    }

    private void bill(Bill bill) {
        line("");
        line(
                "%-30s %12s %-10s %14s %12s %12s  %s",
                "per month of 730 hours", "quantity", "", "price", "$", "$/million", "");
        for (var group : Group.values()) {
            line("%s", group == Group.STORAGE ? group.label() + ", after " + months + " months" : group.label());
            for (var item : bill.items()) {
                if (item.group() == group) {
                    item(item);
                }
            }
        }
        total("total", bill.total());
        total("total without storage", bill.usd(RUNNING));
    }

    private void item(Item item) {
        var price = prices.get(item.price());
        int source = source(price);
        line(
                "  %-28s %12s %-10s %14s %12s %12s  [%d]",
                item.name(),
                quantity(item.quantity() / price.per()),
                price.unit(),
                BigDecimal.valueOf(price.usd())
                        .round(new MathContext(6))
                        .stripTrailingZeros()
                        .toPlainString(),
                money(item.usd(prices)),
                perMillion(item.usd(prices)),
                source);
    }

    /** The number of a price's source, which is listed at the end. */
    private int source(Price price) {
        if (!sources.contains(price.source())) {
            sources.add(price.source());
        }
        return sources.indexOf(price.source()) + 1;
    }

    private void total(String name, double usd) {
        line("%-30s %12s %-10s %14s %12s %12s", name, "", "", "", money(usd), perMillion(usd));
    }

    private void elsewhere(Bill bill) {
        line("");
        line("The same load, without storage");
        other("this stack", bill.usd(RUNNING), "");
        other("Data Firehose, Parquet", Rivals.firehose(load, prices), "no stream; 5 KB per record at least");
        other(
                "Data Firehose, filled records",
                Rivals.firehoseFilled(load, prices),
                "no stream; producers fill records of 5 KB with events");
        other(
                "Kinesis' own delivery",
                Rivals.ownDelivery(load, settings, prices),
                "at least; JSON or S3 Tables; on demand, with another key");
        other(
                "delivery alone: this stack",
                bill.usd(Group.DELIVERY),
                money(bill.usd(Group.FIXED)) + " of alarms besides");
        other("delivery alone: Data Firehose", Rivals.firehose(load, prices), "from the same stream");
        for (var id : List.of(PriceId.FIREHOSE_IN, PriceId.FIREHOSE_PARQUET, PriceId.CHANNEL)) {
            source(prices.get(id));
        }
    }

    private void other(String name, double usd, String note) {
        line("  %-30s %12s %12s  %s", name, money(usd), perMillion(usd), note);
    }

    private void advice() {
        line("");
        line("Cheaper by itself                $ saved  what it takes away");
        for (var advice : Advice.of(load, settings, months, prices)) {
            line("  %-28s %9s  %s", advice.change(), money(advice.usd()), advice.takesAway());
        }
    }

    private void cheapest(Duration freshness) {
        line("");
        var found = Cheapest.of(load, settings, freshness, prices, RUNNING);
        if (found.isEmpty()) {
            line("No settings keep events fresher than %s s", quantity(seconds(freshness)));
            return;
        }
        var best = found.get();
        line(
                "Cheapest with events at most %s s old: $%s without storage, %s s old",
                quantity(seconds(freshness)),
                money(Bill.of(load, best, months, prices).usd(RUNNING)),
                quantity(Cheapest.worstSeconds(load, best)));
        line("  %s", Cheapest.difference(settings, best));
    }

    private void crossovers(Duration freshness) {
        line("");
        line("Which choice is cheaper, without storage");
        var onDemand = settings.onDemandOr(OptionalInt.empty());
        crossover("shards instead of on demand", at -> usd(at, asShards(at)), at -> usd(at, onDemand));
        crossover(
                "gathering 200 ms saves a tenth",
                at -> usd(at, settings.gather(Advice.GATHER)),
                at -> usd(at, settings.gather(Duration.ZERO)) * 0.9);
        for (var delivery : List.of(true, false)) {
            line(
                    "  %s",
                    delivery
                            ? "delivery instead of Data Firehose's, from the same stream"
                            : "stream and delivery instead of Data Firehose without a stream");
            for (var cheapest : List.of(false, true)) {
                for (var alarms : List.of(true, false)) {
                    var groups = groups(delivery, alarms);
                    crossover(
                            "  " + (cheapest ? "cheapest settings" : "these settings")
                                    + (alarms ? ", alarms" : ", no alarms"),
                            at -> Bill.of(at, cheapest ? best(at, freshness, groups) : settings, 1, prices)
                                    .usd(groups),
                            at -> Rivals.firehose(at, prices));
                }
            }
        }
        line("  stream and delivery instead of Data Firehose with filled records");
        for (var alarms : List.of(true, false)) {
            var groups = groups(false, alarms);
            crossover(
                    "  cheapest settings" + (alarms ? ", alarms" : ", no alarms"),
                    at -> Bill.of(at, best(at, freshness, groups), 1, prices).usd(groups),
                    at -> Rivals.firehoseFilled(at, prices));
        }
        var one = load.at(1);
        var groups = groups(true, false);
        var best = best(one, freshness, groups);
        line(
                "  At 1 event/s, delivery without alarms is $%s instead of Data Firehose's $%s, with",
                money(Bill.of(one, best, 1, prices).usd(groups)), money(Rivals.firehose(one, prices)));
        line("    %s", Cheapest.difference(settings, best));
    }

    private Settings asShards(Load at) {
        return settings.onDemandOr(OptionalInt.of(Flow.shardsNeeded(at, settings)));
    }

    private Settings best(Load at, Duration freshness, Group... groups) {
        return Cheapest.of(at, settings, freshness, prices, groups).orElse(settings);
    }

    private double usd(Load at, Settings other) {
        return Bill.of(at, other, 1, prices).usd(RUNNING);
    }

    private static Group[] groups(boolean delivery, boolean alarms) {
        var groups = new ArrayList<>(List.of(Group.DELIVERY));
        if (!delivery) {
            groups.add(Group.STREAM);
        }
        if (alarms) {
            groups.add(Group.FIXED);
        }
        return groups.toArray(Group[]::new);
    }

    private void crossover(String choice, ToDoubleFunction<Load> usd, ToDoubleFunction<Load> other) {
        var crossover =
                Crossover.of(rate -> usd.applyAsDouble(load.at(rate)), rate -> other.applyAsDouble(load.at(rate)));
        line("  %-50s %s", choice, crossover.text());
    }

    private void sources() {
        line("");
        line(
                "Prices, without tax, free tiers and discounts for quantity; those that come with ./lake are of %s:",
                prices.region());
        for (int i = 0; i < sources.size(); i++) {
            line("  [%d] %s", i + 1, sources.get(i));
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String money(double usd) {
        return String.format(Locale.ROOT, "%,.2f", usd);
    }

    private String perMillion(double usd) {
        return String.format(Locale.ROOT, "%,.4f", usd / load.eventsPerMonth() * 1e6);
    }

    /** Three digits, or all of a larger number. */
    private static String quantity(double quantity) {
        return quantity >= 100
                ? String.format(Locale.ROOT, "%,.0f", quantity)
                : BigDecimal.valueOf(quantity)
                        .round(new MathContext(3))
                        .stripTrailingZeros()
                        .toPlainString();
    }

    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values).stripTrailing());
    }
}
