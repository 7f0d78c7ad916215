package dev.kinesislake.app.config;

/**
 * The catalogue.
 *
 * @param enabled whether the stack has tables and a workgroup for Athena
 * @param scanLimitGb above which Athena cancels a query of the workgroup, in GB that the query has scanned
 */
public record CatalogueConfig(boolean enabled, int scanLimitGb) {

    private static final int MAX_SCAN_LIMIT_GB = 1_000_000;
    private static final long BYTES_PER_GB = 1_000_000_000;

    static CatalogueConfig read(ConfigReader reader) {
        return new CatalogueConfig(reader.flag("catalogue"), reader.number("athenaScanLimitGb", 1, MAX_SCAN_LIMIT_GB));
    }

    /** {@link #scanLimitGb} in bytes. */
    public long scanLimitBytes() {
        return scanLimitGb * BYTES_PER_GB;
    }
}
