/** Finds and erases what is stored about people. */
@NullMarked
package dev.kinesislake.erase;

import org.jspecify.annotations.NullMarked;
