package dev.kinesislake.lab.aws.resources;

import com.pulumi.asset.AssetOrArchive;
import com.pulumi.asset.AssetOrArchive.AssetOrArchiveInternal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An archive that Pulumi makes of folders.
 *
 * @param hash of its contents, as the engine has it; empty where there is no engine
 * @param folders from the path inside the archive, {@code .} for its root, to the folder whose contents go there; empty where the
 *     engine tells the hash alone, as it does of what exists already
 */
public record Archive(String hash, Map<String, String> folders) {

    public Archive {
        folders = Map.copyOf(folders);
    }

    /** Pulumi's own value, as its monitor for tests hands it over; empty where it's something else than an archive of folders. */
    static Optional<Archive> of(@Nullable Object value) {
        if (value instanceof Archive archive) {
            return Optional.of(archive);
        }
        if (!(value instanceof AssetOrArchive archive
                && AssetOrArchiveInternal.from(archive).getValue() instanceof Map<?, ?> parts)) {
            return Optional.empty();
        }
        var folders = new TreeMap<String, String>();
        for (var part : parts.entrySet()) {
            var folder = part.getValue() instanceof AssetOrArchive nested
                    ? AssetOrArchiveInternal.from(nested).getValue()
                    : part.getValue();
            if (!(folder instanceof String path)) {
                return Optional.empty();
            }
            folders.put(String.valueOf(part.getKey()), path);
        }
        return Optional.of(new Archive("", folders));
    }

    /** Archives of the same contents are equal, wherever these were taken from. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Archive archive
                && hash.equals(archive.hash)
                && (!hash.isEmpty() || folders.equals(archive.folders));
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }
}
