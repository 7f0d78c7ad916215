/** The AWS package's resource provider, over gRPC, for Pulumi's own engine. */
@NullMarked
package dev.kinesislake.lab.aws.provider;

import org.jspecify.annotations.NullMarked;
