/** {@code ./lake seal} and {@code ./lake status}. */
@NullMarked
package dev.kinesislake.cli.table;

import org.jspecify.annotations.NullMarked;
