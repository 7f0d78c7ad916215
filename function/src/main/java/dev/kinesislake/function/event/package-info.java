/** The event's type, as producers send it and as the lake keeps it. Imports no other package of this project. */
@NullMarked
package dev.kinesislake.function.event;

import org.jspecify.annotations.NullMarked;
