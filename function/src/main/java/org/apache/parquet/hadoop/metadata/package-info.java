/** In place of Parquet's class of the same name; see there. */
@NullMarked
package org.apache.parquet.hadoop.metadata;

import org.jspecify.annotations.NullMarked;
