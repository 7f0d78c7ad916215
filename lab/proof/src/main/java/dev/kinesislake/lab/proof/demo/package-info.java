/**
 * The demo: sends events of every kind to the stream, and looks for each in the two buckets. Imports {@code check},
 * {@code events} and {@code deploy}.
 */
@NullMarked
package dev.kinesislake.lab.proof.demo;

import org.jspecify.annotations.NullMarked;
