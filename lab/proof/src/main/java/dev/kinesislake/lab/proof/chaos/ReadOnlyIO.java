package dev.kinesislake.lab.proof.chaos;

import org.apache.iceberg.inmemory.InMemoryInputFile;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;

/** A table's files, for whom no time passes. */
final class ReadOnlyIO implements FileIO {

    private static final long serialVersionUID = 1;

    private final transient TableStore store;

    ReadOnlyIO(TableStore store) {
        this.store = store;
    }

    @Override
    public InputFile newInputFile(String location) {
        return new InMemoryInputFile(location, store.get(location));
    }

    @Override
    public OutputFile newOutputFile(String location) {
        throw new UnsupportedOperationException("nothing is written");
    }

    @Override
    public void deleteFile(String location) {
        throw new UnsupportedOperationException("nothing is deleted");
    }
}
