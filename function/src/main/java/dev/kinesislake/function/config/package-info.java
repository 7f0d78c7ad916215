/** What the infrastructure tells the function. */
@NullMarked
package dev.kinesislake.function.config;

import org.jspecify.annotations.NullMarked;
