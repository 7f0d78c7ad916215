/** A Pulumi program that takes another one's outputs. */
@NullMarked
package dev.kinesislake.examples.producer;

import org.jspecify.annotations.NullMarked;
