/**
 * A stack's configuration: read once, checked as a whole, immutable. Imports no Pulumi resource; ranges that the
 * function checks as well come from {@code function}.
 */
@NullMarked
package dev.kinesislake.app.config;

import org.jspecify.annotations.NullMarked;
