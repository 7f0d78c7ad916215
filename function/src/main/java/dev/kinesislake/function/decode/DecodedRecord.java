package dev.kinesislake.function.decode;

import java.util.List;

/**
 * A Kinesis record, decoded.
 *
 * @param rows at least one, in their order
 * @param decompressedBytes how many bytes came out of what is compressed in it, also of what was thrown away
 */
public record DecodedRecord(List<Decoded> rows, int decompressedBytes) {

    public DecodedRecord {
        rows = List.copyOf(rows);
    }

    /** How much of the heap the rows take, about and rather less. */
    public long heapBytes() {
        long bytes = 0;
        for (var row : rows) {
            bytes += row.heapBytes();
        }
        return bytes;
    }
}
