/** The lake's objects, by section and hour: what the table is built from. Imports no other package of this module. */
@NullMarked
package dev.kinesislake.table.raw;

import org.jspecify.annotations.NullMarked;
