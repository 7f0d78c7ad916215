/** Takes files apart into events, each with the very bytes that stand in the file. */
@NullMarked
package dev.kinesislake.cli.input;

import org.jspecify.annotations.NullMarked;
