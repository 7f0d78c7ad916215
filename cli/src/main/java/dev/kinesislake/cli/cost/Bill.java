package dev.kinesislake.cli.cost;

import dev.kinesislake.cli.cost.Item.Group;
import java.util.Arrays;
import java.util.List;

/** What a month costs. */
record Bill(List<Item> items, Prices prices) {

    Bill {
        items = List.copyOf(items);
    }

    /** A stack's bill, for the month that it has stored rows for so many months. */
    static Bill of(Load load, Settings settings, int months, Prices prices) {
        return new Bill(Quantities.of(load, settings, months), prices);
    }

    double usd(Group... groups) {
        return items.stream()
                .filter(item -> Arrays.asList(groups).contains(item.group()))
                .mapToDouble(item -> item.usd(prices))
                .sum();
    }

    double total() {
        return usd(Group.values());
    }
}
