/**
 * Tests of the program under Pulumi's own engine, on the AWS in one process. Imports {@code app}, {@code
 * lab.proof.deploy}, {@code producer} and {@code lab.aws}.
 */
@NullMarked
package dev.kinesislake.lab.engine;

import org.jspecify.annotations.NullMarked;
