/**
 * The Pulumi program: configuration, components, outputs. Imports its own packages, and from {@code function} the
 * settings and the layout of keys that both sides share.
 */
@NullMarked
package dev.kinesislake.app;

import org.jspecify.annotations.NullMarked;
