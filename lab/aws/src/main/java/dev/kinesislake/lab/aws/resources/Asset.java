package dev.kinesislake.lab.aws.resources;

import com.pulumi.asset.AssetOrArchive;
import com.pulumi.asset.AssetOrArchive.AssetOrArchiveInternal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file of the program's.
 *
 * @param hash of its contents, as the engine has it; empty where there is no engine
 * @param path to the file; empty where the engine tells the hash alone, as it does of what exists already
 */
public record Asset(String hash, String path) {

    /** Pulumi's own value, as its monitor for tests hands it over; empty where it's something else than a file. */
    static Optional<Asset> of(@Nullable Object value) {
        if (value instanceof Asset asset) {
            return Optional.of(asset);
        }
        return value instanceof AssetOrArchive file
                        && AssetOrArchiveInternal.from(file).getValue() instanceof String path
                ? Optional.of(new Asset("", path))
                : Optional.empty();
    }

    /** Files of the same contents are equal, wherever these were taken from. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Asset asset && hash.equals(asset.hash) && (!hash.isEmpty() || path.equals(asset.path));
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }
}
