/** Who may do what: the policies that the program declares, evaluated. */
@NullMarked
package dev.kinesislake.lab.aws.iam;

import org.jspecify.annotations.NullMarked;
