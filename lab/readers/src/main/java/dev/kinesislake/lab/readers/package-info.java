/** Files for Parquet readers, what is expected of them, and the answers of Apache's own reader. Imports only {@code function}. */
@NullMarked
package dev.kinesislake.lab.readers;

import org.jspecify.annotations.NullMarked;
