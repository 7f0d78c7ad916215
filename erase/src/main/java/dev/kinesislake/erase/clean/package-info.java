/** Each kind of object without the rows of somebody. */
@NullMarked
package dev.kinesislake.erase.clean;

import org.jspecify.annotations.NullMarked;
