/**
 * Parquet files in memory (Apache Parquet, "File Format"): one row group, each column one page, zstd around each page. That is all that
 * an object of the lake needs; the format's own library spells the headers and the footer.
 */
@NullMarked
package dev.kinesislake.function.encode.parquet;

import org.jspecify.annotations.NullMarked;
