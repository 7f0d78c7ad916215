package dev.kinesislake.table.iceberg;

import dev.kinesislake.function.partition.Partition;
import java.util.List;
import org.apache.iceberg.DataFile;

/** An hour whose files are stored, and not yet the table's; without files, the hour has no rows. */
public record UploadedHour(Partition.OfEvents partition, List<DataFile> files) {}
