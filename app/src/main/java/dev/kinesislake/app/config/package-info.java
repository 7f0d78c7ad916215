/** What a stack can choose: read once, checked as a whole, immutable. */
@NullMarked
package dev.kinesislake.app.config;

import org.jspecify.annotations.NullMarked;
