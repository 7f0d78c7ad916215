/** Stores objects. The only package that imports the AWS SDK. */
@NullMarked
package dev.kinesislake.function.store;

import org.jspecify.annotations.NullMarked;
