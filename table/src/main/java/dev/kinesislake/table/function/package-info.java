/** The scheduled Lambda that seals hours, and what the infrastructure tells it. */
@NullMarked
package dev.kinesislake.table.function;

import org.jspecify.annotations.NullMarked;
