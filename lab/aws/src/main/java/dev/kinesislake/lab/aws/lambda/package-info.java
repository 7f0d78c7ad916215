/** Runs a packaged function as Lambda does, in a JVM of its own. */
@NullMarked
package dev.kinesislake.lab.aws.lambda;

import org.jspecify.annotations.NullMarked;
