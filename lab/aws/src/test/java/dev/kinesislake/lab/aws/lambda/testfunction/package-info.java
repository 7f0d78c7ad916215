/**
 * Functions that tests package and run; nothing here may need a class that isn't in this package or in
 * aws-lambda-java-core.
 */
@NullMarked
package dev.kinesislake.lab.aws.lambda.testfunction;

import org.jspecify.annotations.NullMarked;
