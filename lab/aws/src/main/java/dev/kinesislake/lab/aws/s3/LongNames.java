package dev.kinesislake.lab.aws.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Shortens the path components that are longer than a file's name may be, 255 bytes, though a key's may be 1,024: to the beginning
 * of the component, a tilde and a hash of the whole. What was shortened is kept in a folder of its own, one file a name, so that it
 * can be restored, also by the next process. Components that look as if they had been shortened are shortened too: so two
 * components never share a name.
 */
final class LongNames {

    private static final int MAX_NAME_BYTES = 255;
    private static final int KEPT_BYTES = 180;
    private static final int HASH_BYTES = 16;
    private static final Pattern SHORTENED = Pattern.compile(".*~[0-9a-f]{32}", Pattern.DOTALL);
    private static final Pattern CUT_ESCAPE = Pattern.compile("%[0-9A-Fa-f]?$");

    private final Path folder;
    private final ConcurrentMap<String, String> componentsByName = new ConcurrentHashMap<>();

    private LongNames(Path folder) {
        this.folder = folder;
    }

    /** The names that were shortened so far, from the files in a folder, which is made if it isn't there. */
    static LongNames load(Path folder) throws IOException {
        var names = new LongNames(Files.createDirectories(folder));
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                var component = Files.readString(file);
                names.componentsByName.put(shortened(component), component);
            }
        }
        return names;
    }

    String shorten(String component) {
        if (component.getBytes(UTF_8).length <= MAX_NAME_BYTES
                && !SHORTENED.matcher(component).matches()) {
            return component;
        }
        var name = shortened(component);
        componentsByName.computeIfAbsent(name, absent -> {
            save(component);
            return component;
        });
        return name;
    }

    String restore(String name) {
        return componentsByName.getOrDefault(name, name);
    }

    private void save(String component) {
        var file = folder.resolve(hash(component));
        try {
            // Never half a file: the next process would restore half a name.
            var draft = Files.writeString(folder.resolveSibling(file.getFileName() + ".draft"), component);
            Files.move(draft, file, ATOMIC_MOVE, REPLACE_EXISTING);
        } catch (IOException cause) {
            throw new UncheckedIOException(file + ": can't be written", cause);
        }
    }

    private static String shortened(String component) {
        var beginning = new StringBuilder();
        int bytes = 0;
        for (int codePoint : component.codePoints().toArray()) {
            var character = Character.toString(codePoint);
            bytes += character.getBytes(UTF_8).length;
            if (bytes > KEPT_BYTES) {
                break;
            }
            beginning.append(character);
        }
        return CUT_ESCAPE.matcher(beginning).replaceFirst("") + "~" + hash(component);
    }

    private static String hash(String component) {
        return HexFormat.of().formatHex(DigestUtils.sha256(component), 0, HASH_BYTES);
    }
}
