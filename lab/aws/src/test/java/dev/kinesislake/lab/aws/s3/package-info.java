@NullMarked
package dev.kinesislake.lab.aws.s3;

import org.jspecify.annotations.NullMarked;
