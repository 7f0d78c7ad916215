package dev.kinesislake.lab.aws.resources;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the program asks of a resource, as Pulumi hands it over: every number a double, every object a map.
 *
 * @param type such as {@code aws:kinesis/stream:Stream}
 * @param name in the program
 * @param all by the names of the AWS package's schema
 */
record Inputs(String type, String name, Map<String, Object> all) {

    Optional<String> text(String key) {
        return Optional.ofNullable(all.get(key)).map(value -> as(String.class, key, value));
    }

    String requiredText(String key) {
        return text(key).orElseThrow(() -> missing(key));
    }

    Optional<Integer> number(String key) {
        return Optional.ofNullable(all.get(key))
                .map(value -> as(Number.class, key, value).intValue());
    }

    int requiredNumber(String key) {
        return number(key).orElseThrow(() -> missing(key));
    }

    boolean flag(String key) {
        return Boolean.TRUE.equals(all.get(key));
    }

    /** The strings of a list; none where it isn't set. */
    List<String> texts(String key) {
        return all.get(key) instanceof List<?> list
                ? list.stream().map(value -> as(String.class, key, value)).toList()
                : List.of();
    }

    /** An object's own members; none where it isn't set. */
    Inputs object(String key) {
        return new Inputs(type, name, members(all.get(key)));
    }

    /** The members as strings, of an object such as a function's variables. */
    Map<String, String> textMap() {
        return all.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> as(String.class, entry.getKey(), entry.getValue())));
    }

    /** An archive made of folders. */
    Archive archive(String key) {
        return Archive.of(all.get(key))
                .orElseThrow(() -> new ResourceException(
                        this, key + " is " + all.get(key) + ", allowed is an archive of folders"));
    }

    /**
     * The folders of an archive, by their paths inside it.
     *
     * @param root what relative paths are relative to, and all have to be below: the provider runs what is in there
     */
    Map<String, Path> folders(String key, Path root) {
        var folders = new TreeMap<String, Path>();
        archive(key).folders().forEach((path, folder) -> folders.put(path, below(key, root, root.resolve(folder))));
        return folders;
    }

    private Path below(String key, Path root, Path folder) {
        try {
            if (folder.toRealPath().startsWith(root.toRealPath())) {
                return folder;
            }
        } catch (IOException missing) {
            throw new ResourceException(this, key + " has " + folder + ", which can't be read");
        }
        throw new ResourceException(this, key + " has " + folder + ", allowed is what lies below " + root);
    }

    /** A file. */
    Asset asset(String key) {
        return Asset.of(all.get(key))
                .orElseThrow(() -> new ResourceException(this, key + " is " + all.get(key) + ", allowed is a file"));
    }

    /** The same, where it is: below the root, as {@link #folders} has it. */
    Path file(String key, Path root) {
        return below(key, root, root.resolve(asset(key).path()));
    }

    void require(String key) {
        if (!all.containsKey(key)) {
            throw missing(key);
        }
    }

    private static Map<String, Object> members(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return Map.of();
        }
        var members = new TreeMap<String, Object>();
        map.forEach((key, member) -> {
            if (member != null) {
                members.put(String.valueOf(key), member);
            }
        });
        return members;
    }

    private <T> T as(Class<T> wanted, String key, @Nullable Object value) {
        if (!wanted.isInstance(value)) {
            throw new ResourceException(
                    this,
                    key + " is " + value + ", expected is a "
                            + wanted.getSimpleName().toLowerCase(Locale.ROOT));
        }
        return wanted.cast(value);
    }

    private ResourceException missing(String key) {
        return new ResourceException(this, key + " is not set");
    }
}
