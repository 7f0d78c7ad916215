/** What is measured, a part of the table each. */
@NullMarked
package dev.kinesislake.bench.parts;

import org.jspecify.annotations.NullMarked;
