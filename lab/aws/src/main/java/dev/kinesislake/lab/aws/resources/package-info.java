/** What Pulumi's resources are made of here: the table from a resource's type to what makes it. */
@NullMarked
package dev.kinesislake.lab.aws.resources;

import org.jspecify.annotations.NullMarked;
