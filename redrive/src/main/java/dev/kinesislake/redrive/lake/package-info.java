/** What the buckets hold of a batch, before it is redriven. */
@NullMarked
package dev.kinesislake.redrive.lake;

import org.jspecify.annotations.NullMarked;
