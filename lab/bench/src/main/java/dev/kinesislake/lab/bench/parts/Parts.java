package dev.kinesislake.lab.bench.parts;

import dev.kinesislake.lab.bench.Part;
import java.util.List;

/** All parts, in the order of the table. A new one is a class that implements {@link Part}, and a line here. */
public final class Parts {

    public static final List<Part> ALL = List.of(
            new Throughput(),
            new Endpoint(),
            new Sizes(),
            new Gathering(),
            new Consumption(),
            new Memory(),
            new Cold(),
            new Recovery(),
            new Reading(),
            new Sealed(),
            new Freshness(),
            new Growth(),
            new Person(),
            new PersonalMembers());

    private Parts() {}
}
