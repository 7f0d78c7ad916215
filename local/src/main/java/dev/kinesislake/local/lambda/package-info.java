/** Runs a packaged function as Lambda does, in a JVM of its own. */
@NullMarked
package dev.kinesislake.local.lambda;

import org.jspecify.annotations.NullMarked;
