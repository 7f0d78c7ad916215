/**
 * Stores objects. The only package of the function that imports the AWS SDK; it imports no other package of this
 * project.
 */
@NullMarked
package dev.kinesislake.function.store;

import org.jspecify.annotations.NullMarked;
