package dev.kinesislake.lab.bench;

import java.util.List;

/** A table, and the machine that it was made on. */
record Results(Machine machine, List<Line> lines) {}
