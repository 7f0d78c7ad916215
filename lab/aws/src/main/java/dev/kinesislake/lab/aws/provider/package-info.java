/** The AWS package's resource provider, over gRPC, for Pulumi's own engine. Imports only {@code resources}. */
@NullMarked
package dev.kinesislake.lab.aws.provider;

import org.jspecify.annotations.NullMarked;
