@NullMarked
package dev.kinesislake.lab.aws.secrets;

import org.jspecify.annotations.NullMarked;
