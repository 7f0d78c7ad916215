package dev.kinesislake.lab.readers;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Util;

/** A file to be changed: its pages, and its footer. */
final class Mutant {

    private static final byte[] MAGIC = {'P', 'A', 'R', '1'};

    private final byte[] pages;
    private final FileMetaData footer;

    Mutant(byte[] file) throws IOException {
        int end = file.length - MAGIC.length - Integer.BYTES;
        int length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(end);
        footer = Util.readFileMetaData(new ByteArrayInputStream(file, end - length, length));
        pages = new byte[end - length];
        System.arraycopy(file, 0, pages, 0, pages.length);
    }

    FileMetaData footer() {
        return footer;
    }

    /** The file's one row group. */
    RowGroup rowGroup() {
        return requireNonNull(footer.getRow_groups()).get(0);
    }

    List<ColumnMetaData> columns() {
        return requireNonNull(rowGroup().getColumns()).stream()
                .map(chunk -> requireNonNull(chunk.getMeta_data()))
                .toList();
    }

    ColumnMetaData column(String name) {
        return columns().stream()
                .filter(column -> requireNonNull(column.getPath_in_schema()).contains(name))
                .findFirst()
                .orElseThrow();
    }

    Statistics statistics(String name) {
        return requireNonNull(column(name).getStatistics());
    }

    /** The data page of a column that isn't compressed: writing to it changes the file. */
    ByteBuffer page(String name) throws IOException {
        var column = column(name);
        if (column.getCodec() != CompressionCodec.UNCOMPRESSED) {
            throw new IllegalArgumentException(name + " is compressed");
        }
        int offset = Math.toIntExact(column.getData_page_offset());
        var rest = new ByteArrayInputStream(pages, offset, pages.length - offset);
        var header = Util.readPageHeader(rest);
        return ByteBuffer.wrap(pages, pages.length - rest.available(), header.getUncompressed_page_size())
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    byte[] bytes() throws IOException {
        var file = new ByteArrayOutputStream();
        file.write(pages);
        Util.writeFileMetaData(footer, file);
        int length = file.size() - pages.length;
        file.write(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(length)
                .array());
        file.write(MAGIC);
        return file.toByteArray();
    }
}
