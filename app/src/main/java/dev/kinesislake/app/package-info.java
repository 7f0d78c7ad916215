/** The Pulumi program: configuration, components, outputs. */
@NullMarked
package dev.kinesislake.app;

import org.jspecify.annotations.NullMarked;
