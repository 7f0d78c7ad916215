package dev.kinesislake.cli.queue;

import dev.kinesislake.producer.OutgoingEvent;
import jakarta.jms.Message;

/**
 * A message that isn't acknowledged yet.
 *
 * @param message its last delivery, which is the one to acknowledge
 */
record InFlight(OutgoingEvent event, Message message) {}
