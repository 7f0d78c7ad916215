/**
 * Runs the Pulumi program against the local AWS, without Pulumi's engine. Imports {@code app} and {@code lab.aws},
 * but no other package here.
 */
@NullMarked
package dev.kinesislake.lab.proof.deploy;

import org.jspecify.annotations.NullMarked;
