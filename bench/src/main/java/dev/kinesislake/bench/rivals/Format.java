package dev.kinesislake.bench.rivals;

/** What our handler writes. */
public enum Format {
    NDJSON("gzip NDJSON");

    private final String label;

    Format(String label) {
        this.label = label;
    }

    /** As the table calls it. */
    public String label() {
        return label;
    }
}
