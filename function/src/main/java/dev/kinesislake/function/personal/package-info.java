/**
 * What the lake keeps of people: which members of an event are about somebody, and what is stored instead of them. Imports
 * {@code config}, {@code event} and {@code decode}.
 */
@NullMarked
package dev.kinesislake.function.personal;

import org.jspecify.annotations.NullMarked;
