/**
 * Generates valid events and invalid records, each with where it has to be stored. Imports only the function's types.
 */
@NullMarked
package dev.kinesislake.lab.proof.events;

import org.jspecify.annotations.NullMarked;
