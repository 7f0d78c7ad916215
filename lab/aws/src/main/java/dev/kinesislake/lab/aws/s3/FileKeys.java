package dev.kinesislake.lab.aws.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns an object's key into the path of its file below the bucket's folder, and back. They are the same but for path components
 * that no file can have as its name, which {@link LongNames} shortens.
 */
final class FileKeys {

    private static final int MAX_KEY_BYTES = 1024;
    // What the store behind keeps for itself: it would hide such a file, or take it for its own.
    private static final Set<String> RESERVED = Set.of(".s3proxy-slash", ".s3proxy-versions");
    private static final String RESERVED_PREFIX = ".mpus-";

    private final LongNames longNames;

    FileKeys(LongNames longNames) {
        this.longNames = longNames;
    }

    /**
     * The path, with slashes, for a key.
     *
     * @throws software.amazon.awssdk.services.s3.model.S3Exception if S3 doesn't take the key, or a folder can't keep it
     */
    String toPath(String key) {
        if (key.getBytes(UTF_8).length > MAX_KEY_BYTES) {
            throw S3Errors.keyTooLong();
        }
        var components = components(key);
        if (!canBeFile(components)) {
            throw S3Errors.invalidArgument(
                    "key " + key + ": kept as a file, it can't have an empty component, . or .., or"
                            + " one that begins with " + RESERVED_PREFIX + " or is one of " + RESERVED);
        }
        return join(components, longNames::shorten) + (key.endsWith("/") ? "/" : "");
    }

    /** The key of the file at a path. */
    String toKey(String path) {
        return join(components(path), longNames::restore) + (path.endsWith("/") ? "/" : "");
    }

    /** The path of the folder that a prefix names up to its last slash, with that slash; null if no key can begin so. */
    @Nullable String toFolder(String prefix) {
        var folder = prefix.substring(0, prefix.lastIndexOf('/') + 1);
        if (folder.isEmpty()) {
            return "";
        }
        return canBeFile(components(folder)) ? toPath(folder) : null;
    }

    private static List<String> components(String key) {
        var withoutEnd = key.endsWith("/") ? key.substring(0, key.length() - 1) : key;
        return Arrays.asList(withoutEnd.split("/", -1));
    }

    private static boolean canBeFile(List<String> components) {
        return components.stream()
                .noneMatch(component -> component.isEmpty()
                        || component.equals(".")
                        || component.equals("..")
                        || component.startsWith(RESERVED_PREFIX)
                        || RESERVED.contains(component));
    }

    private static String join(List<String> components, UnaryOperator<String> mapped) {
        return components.stream().map(mapped).collect(Collectors.joining("/"));
    }
}
