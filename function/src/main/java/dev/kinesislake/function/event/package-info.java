/** The event's shape, as producers send it and as the lake keeps it. */
@NullMarked
package dev.kinesislake.function.event;

import org.jspecify.annotations.NullMarked;
