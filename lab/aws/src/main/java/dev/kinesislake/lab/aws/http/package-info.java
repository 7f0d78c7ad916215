/** What the services that run on the JDK's HTTP server share. Imports no other package of this project. */
@NullMarked
package dev.kinesislake.lab.aws.http;

import org.jspecify.annotations.NullMarked;
