/** The program under Pulumi's own engine, on the AWS in one process. */
@NullMarked
package dev.kinesislake.lab.engine;

import org.jspecify.annotations.NullMarked;
