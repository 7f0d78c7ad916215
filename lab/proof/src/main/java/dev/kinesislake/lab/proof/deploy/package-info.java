/** Runs the Pulumi program with the local AWS behind it, without Pulumi's engine. */
@NullMarked
package dev.kinesislake.lab.proof.deploy;

import org.jspecify.annotations.NullMarked;
