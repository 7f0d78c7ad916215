/**
 * The function's settings, read from the environment variables that the infrastructure sets. Imports no other package
 * of this project.
 */
@NullMarked
package dev.kinesislake.function.config;

import org.jspecify.annotations.NullMarked;
