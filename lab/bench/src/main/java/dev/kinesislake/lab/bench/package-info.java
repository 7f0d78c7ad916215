/**
 * The command {@code ./lake bench}: measures speed and writes the table. Imports the product, {@code lab.proof} and
 * {@code lab.aws}; nothing imports it.
 */
@NullMarked
package dev.kinesislake.lab.bench;

import org.jspecify.annotations.NullMarked;
