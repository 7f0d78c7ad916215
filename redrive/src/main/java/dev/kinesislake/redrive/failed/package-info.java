/** What the failed bucket holds: failed rows, and discarded batches. */
@NullMarked
package dev.kinesislake.redrive.failed;

import org.jspecify.annotations.NullMarked;
