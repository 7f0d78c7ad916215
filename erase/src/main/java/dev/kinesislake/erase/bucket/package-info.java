/** Buckets with all versions of their objects. Imports no other package of this module. */
@NullMarked
package dev.kinesislake.erase.bucket;

import org.jspecify.annotations.NullMarked;
