/** What the services that the JDK's HTTP server carries have in common. */
@NullMarked
package dev.kinesislake.lab.aws.http;

import org.jspecify.annotations.NullMarked;
