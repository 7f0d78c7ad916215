/** Makes events of failed records, as far as they can be. */
@NullMarked
package dev.kinesislake.redrive.fix;

import org.jspecify.annotations.NullMarked;
