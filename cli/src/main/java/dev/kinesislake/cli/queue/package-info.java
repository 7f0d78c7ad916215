/**
 * Takes events from an ActiveMQ queue: a message leaves the queue only when the stream has its record. Imports only
 * {@code producer}.
 */
@NullMarked
package dev.kinesislake.cli.queue;

import org.jspecify.annotations.NullMarked;
