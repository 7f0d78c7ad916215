package dev.kinesislake.lab.proof.chaos;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import org.apache.iceberg.inmemory.InMemoryInputFile;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SupportsPrefixOperations;

/** How a process reaches a table's files. */
final class TableStoreIO implements FileIO, SupportsPrefixOperations {

    private static final long serialVersionUID = 1;

    private final transient TableStore store;
    private final transient SimulatedProcess process;

    TableStoreIO(TableStore store, SimulatedProcess process) {
        this.store = store;
        this.process = process;
    }

    @Override
    public InputFile newInputFile(String location) {
        return new InMemoryInputFile(location, process.read(() -> store.get(location)));
    }

    @Override
    public OutputFile newOutputFile(String location) {
        return new OutputFile() {
            @Override
            public PositionOutputStream create() {
                return new Upload(location);
            }

            @Override
            public PositionOutputStream createOrOverwrite() {
                return create();
            }

            @Override
            public String location() {
                return location;
            }

            @Override
            public InputFile toInputFile() {
                return newInputFile(location);
            }
        };
    }

    @Override
    public void deleteFile(String location) {
        process.write(() -> store.delete(location, process.now()));
    }

    @Override
    public Iterable<FileInfo> listPrefix(String prefix) {
        return process.read(() -> store.files().tailMap(prefix).entrySet().stream()
                .takeWhile(file -> file.getKey().startsWith(prefix))
                .map(file -> new FileInfo(
                        file.getKey(),
                        file.getValue().bytes().length,
                        file.getValue().at().toEpochMilli()))
                .toList());
    }

    @Override
    public void deletePrefix(String prefix) {
        throw new UnsupportedOperationException("nobody deletes a folder");
    }

    @Override
    public Map<String, String> properties() {
        return Map.of();
    }

    /** An object is there once its upload is complete. */
    private final class Upload extends PositionOutputStream {

        private final String location;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean isClosed;

        Upload(String location) {
            this.location = location;
        }

        @Override
        public long getPos() {
            return bytes.size();
        }

        @Override
        public void write(int b) {
            bytes.write(b);
        }

        @Override
        public void write(byte[] some, int offset, int length) {
            bytes.write(some, offset, length);
        }

        @Override
        public void close() {
            if (!isClosed) {
                isClosed = true;
                process.write(() -> store.put(location, bytes.toByteArray(), process.now()));
            }
        }
    }
}
