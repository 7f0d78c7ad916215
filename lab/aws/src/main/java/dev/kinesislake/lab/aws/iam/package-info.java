/** Access control: evaluates the policies that the program declares. Imports no other package of this project. */
@NullMarked
package dev.kinesislake.lab.aws.iam;

import org.jspecify.annotations.NullMarked;
