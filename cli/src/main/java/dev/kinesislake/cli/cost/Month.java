package dev.kinesislake.cli.cost;

/** The month that AWS's price examples have. */
final class Month {

    static final int HOURS = 730;
    static final double SECONDS = HOURS * 3600.0;
    static final double DAYS = HOURS / 24.0;

    private Month() {}
}
