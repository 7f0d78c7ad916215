package org.apache.parquet.hadoop.metadata;

import java.util.List;

/**
 * What a Parquet file's footer says, in place of Parquet's class of the same name. That one makes a mapper to JSON as soon as it's loaded,
 * for nothing but log lines, and so loads 375 classes at each start of the function. The class path has this one first; with Parquet's own
 * all works the same, only later.
 */
public class ParquetMetadata {

    private final FileMetaData file;
    private final List<BlockMetaData> blocks;

    public ParquetMetadata(FileMetaData fileMetaData, List<BlockMetaData> blocks) {
        this.file = fileMetaData;
        this.blocks = blocks;
    }

    public List<BlockMetaData> getBlocks() {
        return blocks;
    }

    public FileMetaData getFileMetaData() {
        return file;
    }

    /** For a log line. */
    public static String toJSON(ParquetMetadata metadata) {
        return metadata.toString();
    }

    /** For a log line. */
    public static String toPrettyJSON(ParquetMetadata metadata) {
        return metadata.toString();
    }

    @Override
    public String toString() {
        return "ParquetMetaData{" + file + ", blocks: " + blocks + "}";
    }
}
