@NullMarked
package dev.kinesislake.lab.aws.iam;

import org.jspecify.annotations.NullMarked;
