/** The test of which packages here may import which. */
@NullMarked
package dev.kinesislake.lab.proof;

import org.jspecify.annotations.NullMarked;
