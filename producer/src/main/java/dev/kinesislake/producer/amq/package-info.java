/** Takes events from an ActiveMQ queue: a message leaves the queue only when the stream has its record. */
@NullMarked
package dev.kinesislake.producer.amq;

import org.jspecify.annotations.NullMarked;
