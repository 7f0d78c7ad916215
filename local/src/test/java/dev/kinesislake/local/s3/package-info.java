@NullMarked
package dev.kinesislake.local.s3;

import org.jspecify.annotations.NullMarked;
