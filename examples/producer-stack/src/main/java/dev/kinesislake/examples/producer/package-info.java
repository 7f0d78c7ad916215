/** A Pulumi program that uses another stack's outputs. Imports nothing of this project. */
@NullMarked
package dev.kinesislake.examples.producer;

import org.jspecify.annotations.NullMarked;
