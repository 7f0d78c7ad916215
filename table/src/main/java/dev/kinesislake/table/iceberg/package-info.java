/** The table, as Apache Iceberg keeps it. Imports {@code raw} and {@code build}. */
@NullMarked
package dev.kinesislake.table.iceberg;

import org.jspecify.annotations.NullMarked;
