/**
 * Parquet files in memory (Apache Parquet, "File Format"): one row group, one page per column, zstd around each page.
 * An object of the lake needs no more; the format's own library writes the page headers and the footer. Imports only
 * {@code encode}.
 */
@NullMarked
package dev.kinesislake.function.encode.parquet;

import org.jspecify.annotations.NullMarked;
