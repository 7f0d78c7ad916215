/** What the failed bucket holds: failed rows, and batches that Lambda gave up. */
@NullMarked
package dev.kinesislake.redrive.failed;

import org.jspecify.annotations.NullMarked;
