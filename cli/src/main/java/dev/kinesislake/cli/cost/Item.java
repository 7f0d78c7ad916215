package dev.kinesislake.cli.cost;

/** A quantity per month, and the price that it has. */
record Item(Group group, String name, double quantity, PriceId price) {

    /** What an item belongs to. */
    enum Group {
        STREAM("Stream"),
        DELIVERY("Delivery"),
        SEALING("Sealing"),
        FIXED("Alarms and metrics"),
        STORAGE("Storage");

        private final String label;

        Group(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    double usd(Prices prices) {
        return prices.get(price).of(quantity);
    }
}
