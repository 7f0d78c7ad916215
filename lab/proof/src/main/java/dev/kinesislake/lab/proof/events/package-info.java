/** Events and records that are none, made up, each with where it has to end up. */
@NullMarked
package dev.kinesislake.lab.proof.events;

import org.jspecify.annotations.NullMarked;
