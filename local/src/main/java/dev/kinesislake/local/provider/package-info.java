/** The AWS package's resource provider, over gRPC, for Pulumi's own engine. */
@NullMarked
package dev.kinesislake.local.provider;

import org.jspecify.annotations.NullMarked;
