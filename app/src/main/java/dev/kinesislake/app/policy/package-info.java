/**
 * IAM and bucket policies as values, and those that this program declares. Imports only the layout of keys, {@code
 * function.partition}.
 */
@NullMarked
package dev.kinesislake.app.policy;

import org.jspecify.annotations.NullMarked;
