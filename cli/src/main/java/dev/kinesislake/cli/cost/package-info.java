/**
 * {@code ./lake cost}: what a stack costs at a load. Prices are data ({@code prices.json}), quantities are arithmetic on the stack's own
 * configuration. Imports {@code app} and {@code cli} itself.
 */
@NullMarked
package dev.kinesislake.cli.cost;

import org.jspecify.annotations.NullMarked;
