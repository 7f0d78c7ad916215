/**
 * The input of the measurements: batches of events, and where their objects go. Imports no other package of {@code
 * lab.bench}.
 */
@NullMarked
package dev.kinesislake.lab.bench.work;

import org.jspecify.annotations.NullMarked;
