/** The AWS inside one process, and the commands that run the program on it. */
@NullMarked
package dev.kinesislake.local;

import org.jspecify.annotations.NullMarked;
