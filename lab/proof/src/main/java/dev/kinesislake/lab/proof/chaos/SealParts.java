package dev.kinesislake.lab.proof.chaos;

import dev.kinesislake.table.Frontier;
import dev.kinesislake.table.build.Builder;
import dev.kinesislake.table.raw.RawLake;
import java.util.function.Function;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.io.FileIO;

/**
 * What a sealer is made of.
 *
 * @param builder of a lake's hours
 */
record SealParts(RawLake lake, Catalog catalog, FileIO io, Function<RawLake, Builder> builder, Frontier frontier) {

    SealParts withLake(RawLake other) {
        return new SealParts(other, catalog, io, builder, frontier);
    }

    SealParts withCatalog(Catalog other) {
        return new SealParts(lake, other, io, builder, frontier);
    }

    SealParts withIO(FileIO other) {
        return new SealParts(lake, catalog, other, builder, frontier);
    }

    SealParts withBuilder(Function<RawLake, Builder> other) {
        return new SealParts(lake, catalog, io, other, frontier);
    }

    SealParts withFrontier(Frontier other) {
        return new SealParts(lake, catalog, io, builder, other);
    }
}
