/** {@code ./lake personal-key}. */
@NullMarked
package dev.kinesislake.cli.personal;

import org.jspecify.annotations.NullMarked;
