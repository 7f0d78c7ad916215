/** What Pulumi's resources are made of here: the table from a resource's type to what makes it. */
@NullMarked
package dev.kinesislake.local.resources;

import org.jspecify.annotations.NullMarked;
