/** The people to look for. Imports no other package of this module. */
@NullMarked
package dev.kinesislake.erase.people;

import org.jspecify.annotations.NullMarked;
