/** An AWS inside one process. Nothing here imports anything else of this project: the build refuses it. */
@NullMarked
package dev.kinesislake.lab.aws;

import org.jspecify.annotations.NullMarked;
