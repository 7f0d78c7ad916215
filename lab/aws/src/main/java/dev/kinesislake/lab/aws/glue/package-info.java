/** Glue's Data Catalog: databases and tables, and their API over HTTP. Imports {@code iam} and {@code http}. */
@NullMarked
package dev.kinesislake.lab.aws.glue;

import org.jspecify.annotations.NullMarked;
