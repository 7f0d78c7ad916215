package dev.kinesislake.lab.bench.work;

import dev.kinesislake.function.store.ObjectStore;
import dev.kinesislake.function.store.StoreException;
import dev.kinesislake.function.store.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Buckets as folders, objects as files: what a query on this machine reads. */
public final class LakeFolder implements ObjectStore {

    private final Path folder;

    public LakeFolder(Path folder) {
        this.folder = folder;
    }

    @Override
    public void put(StoredObject object, Duration atMost) throws StoreException {
        var file = folder.resolve(object.bucket()).resolve(object.key());
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, object.body());
        } catch (IOException failed) {
            throw new StoreException("can't write " + file, failed);
        }
    }
}
