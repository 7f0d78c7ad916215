/** CloudWatch, as far as the stack's own functions ask for metrics. */
@NullMarked
package dev.kinesislake.lab.aws.cloudwatch;

import org.jspecify.annotations.NullMarked;
