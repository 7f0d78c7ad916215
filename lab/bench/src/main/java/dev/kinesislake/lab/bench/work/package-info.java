/** The work that is measured: batches of events, and where their objects go. */
@NullMarked
package dev.kinesislake.lab.bench.work;

import org.jspecify.annotations.NullMarked;
