/** How far a stack's consumer has come: by CloudWatch's metrics, and by the discarded batches that wait. */
@NullMarked
package dev.kinesislake.table.frontier;

import org.jspecify.annotations.NullMarked;
