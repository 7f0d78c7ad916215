/** Whether every record that the stream accepted is stored, once, as it was sent. */
@NullMarked
package dev.kinesislake.lab.proof.check;

import org.jspecify.annotations.NullMarked;
