/** What the services over HTTP share: who calls, errors, and the protocol AWS JSON 1.1. Knows no service. */
@NullMarked
package dev.kinesislake.lab.aws.service;

import org.jspecify.annotations.NullMarked;
