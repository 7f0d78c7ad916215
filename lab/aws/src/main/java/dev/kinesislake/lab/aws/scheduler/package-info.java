/** EventBridge Scheduler: what runs at a rate. */
@NullMarked
package dev.kinesislake.lab.aws.scheduler;

import org.jspecify.annotations.NullMarked;
