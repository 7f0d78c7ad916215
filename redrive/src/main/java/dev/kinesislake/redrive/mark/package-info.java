/** Notes what was redriven, so that nothing is redriven twice. */
@NullMarked
package dev.kinesislake.redrive.mark;

import org.jspecify.annotations.NullMarked;
