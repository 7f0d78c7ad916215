/**
 * The commands {@code serve}, {@code demo} and {@code chaos}, and the program that has all commands. No other package
 * here imports it.
 */
@NullMarked
package dev.kinesislake.lab.proof.cli;

import org.jspecify.annotations.NullMarked;
