/** The measurements, one class per part of the table. Imports {@code rivals}, {@code work} and what they measure. */
@NullMarked
package dev.kinesislake.lab.bench.parts;

import org.jspecify.annotations.NullMarked;
