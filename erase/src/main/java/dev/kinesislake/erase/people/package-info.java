/** Whom to look for, and how a text is searched for them. Imports no other package of this module. */
@NullMarked
package dev.kinesislake.erase.people;

import org.jspecify.annotations.NullMarked;
