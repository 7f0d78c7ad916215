/** {@code ./lake permissions}. Imports {@code app}, which it runs, and {@code cli} itself. */
@NullMarked
package dev.kinesislake.cli.permissions;

import org.jspecify.annotations.NullMarked;
