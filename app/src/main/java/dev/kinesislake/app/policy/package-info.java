/** IAM and bucket policies as values, and the ones that this program declares. */
@NullMarked
package dev.kinesislake.app.policy;

import org.jspecify.annotations.NullMarked;
