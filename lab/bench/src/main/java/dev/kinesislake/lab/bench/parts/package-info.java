/** What is measured, a part of the table each. */
@NullMarked
package dev.kinesislake.lab.bench.parts;

import org.jspecify.annotations.NullMarked;
