/** From an hour's objects to the table's files, on the local disk. Imports {@code raw}. */
@NullMarked
package dev.kinesislake.table.build;

import org.jspecify.annotations.NullMarked;
