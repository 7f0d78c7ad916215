/** Seals the lake's hours into a table. Knows the parts below; none of them knows another one but {@code raw}. */
@NullMarked
package dev.kinesislake.table;

import org.jspecify.annotations.NullMarked;
