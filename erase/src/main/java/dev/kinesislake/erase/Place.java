package dev.kinesislake.erase;

/** Where rows about somebody are stored. */
public enum Place {
    LAKE("lake"),
    TABLE("table"),
    FAILED("failed rows"),
    BATCHES("discarded batches");

    private final String label;

    Place(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
