/** What the product's commands share. It imports neither the laboratory nor a command's own package. */
@NullMarked
package dev.kinesislake.cli;

import org.jspecify.annotations.NullMarked;
