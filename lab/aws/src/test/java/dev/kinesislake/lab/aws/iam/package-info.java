/** Tests of policies and access keys. Imports nothing outside {@code lab.aws}. */
@NullMarked
package dev.kinesislake.lab.aws.iam;

import org.jspecify.annotations.NullMarked;
