/**
 * What this project relies on at AWS, checked by the SDK alone against any endpoint. Imports {@code lab.aws} to start the local AWS.
 */
@NullMarked
package dev.kinesislake.lab.engine.contract;

import org.jspecify.annotations.NullMarked;
