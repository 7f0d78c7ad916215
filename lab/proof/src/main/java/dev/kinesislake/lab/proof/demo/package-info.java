/** The demonstration: events of every kind in at the Kinesis end, and each looked for in the two buckets. */
@NullMarked
package dev.kinesislake.lab.proof.demo;

import org.jspecify.annotations.NullMarked;
