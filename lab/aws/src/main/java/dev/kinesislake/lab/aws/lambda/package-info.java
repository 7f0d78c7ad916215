/** Runs a packaged function as Lambda does, in its own JVM. Imports {@code iam} and {@code http}. */
@NullMarked
package dev.kinesislake.lab.aws.lambda;

import org.jspecify.annotations.NullMarked;
