@NullMarked
package dev.kinesislake.local.iam;

import org.jspecify.annotations.NullMarked;
