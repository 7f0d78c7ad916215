package dev.kinesislake.lab.aws.lambda;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A function's code as Lambda unpacks it: a copy, so that a rebuild of what it was made from changes no running function.
 *
 * @param folder the package's root, with classes, and jars under {@code lib}
 * @param sha256 of the package's zip, in base64, as in {@code CodeSha256}; it depends on names and contents alone
 * @param zippedBytes the size of that zip, as in {@code CodeSize}
 */
public record CodePackage(Path folder, String sha256, long zippedBytes) {

    /** "Lambda quotas": deployment package, unzipped. */
    static final long MAX_UNZIPPED_BYTES = 250L << 20;

    /**
     * Copies an archive's folders to where a function can run from them.
     *
     * @param archive from the path inside the package, {@code .} for its root, to the folder whose contents go there
     * @param folder is made; must not exist or be empty
     * @throws IOException if a folder of the archive is missing, the package is too large or a copy fails
     */
    public static CodePackage unpack(Map<String, Path> archive, Path folder) throws IOException {
        Files.createDirectories(folder);
        var root = folder.toRealPath();
        try (var present = Files.list(root)) {
            if (present.findAny().isPresent()) {
                throw new IOException("code folder " + root + " is not empty");
            }
        }
        var files = files(archive);
        long bytes = 0;
        for (var file : files.values()) {
            bytes += Files.size(file);
        }
        if (bytes > MAX_UNZIPPED_BYTES) {
            throw tooLarge(bytes);
        }
        return copy(files, root);
    }

    /**
     * Unpacks a zip to where a function can run from it.
     *
     * @param folder is made
     * @throws IOException if it's no zip, the package is too large or a file can't be written
     */
    public static CodePackage unzip(Path zip, Path folder) throws IOException {
        Files.createDirectories(folder);
        var root = folder.toRealPath();
        try (var file = new ZipFile(zip.toFile())) {
            long bytes = file.stream().mapToLong(ZipEntry::getSize).sum();
            if (bytes > MAX_UNZIPPED_BYTES) {
                throw tooLarge(bytes);
            }
            for (var entry : Collections.list(file.entries())) {
                if (!entry.isDirectory()) {
                    var to = root.resolve(entryName(Path.of(entry.getName())));
                    Files.createDirectories(to.getParent());
                    try (var contents = file.getInputStream(entry)) {
                        Files.copy(contents, to);
                    }
                }
            }
        }
        try (var contents = Files.newInputStream(zip)) {
            return new CodePackage(
                    root, Base64.getEncoder().encodeToString(DigestUtils.sha256(contents)), Files.size(zip));
        }
    }

    private static IOException tooLarge(long bytes) {
        return new IOException("code package has " + bytes + " bytes unzipped, allowed are " + MAX_UNZIPPED_BYTES);
    }

    private static TreeMap<String, Path> files(Map<String, Path> archive) throws IOException {
        var files = new TreeMap<String, Path>();
        for (var part : new TreeMap<>(archive).entrySet()) {
            var from = part.getValue();
            if (!Files.isDirectory(from)) {
                throw new IOException("code package has no folder " + from + " for its path " + part.getKey());
            }
            try (var walk = Files.walk(from, FileVisitOption.FOLLOW_LINKS)) {
                for (var file :
                        (Iterable<Path>) walk.filter(Files::isRegularFile).sorted()::iterator) {
                    var name = entryName(Path.of(part.getKey()).resolve(from.relativize(file)));
                    if (files.putIfAbsent(name, file) != null) {
                        throw new IOException("code package has " + name + " twice");
                    }
                }
            }
        }
        return files;
    }

    private static String entryName(Path path) throws IOException {
        var normal = path.normalize();
        if (normal.isAbsolute() || normal.startsWith("..")) {
            throw new IOException("code package has the path " + path + ", allowed are paths inside it");
        }
        return normal.toString().replace(path.getFileSystem().getSeparator(), "/");
    }

    private static CodePackage copy(TreeMap<String, Path> files, Path root) throws IOException {
        var digest = DigestUtils.getSha256Digest();
        var size = new CountingOutputStream();
        try (var zip = new ZipOutputStream(new DigestOutputStream(size, digest))) {
            for (var file : files.entrySet()) {
                var to = root.resolve(file.getKey());
                Files.createDirectories(to.getParent());
                Files.copy(file.getValue(), to);
                var entry = new ZipEntry(file.getKey());
                // The same contents shall have the same hash, whenever and wherever they were built.
                entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
                zip.putNextEntry(entry);
                Files.copy(to, zip);
            }
        }
        return new CodePackage(root, Base64.getEncoder().encodeToString(digest.digest()), size.count);
    }

    /** The root and the jars of {@code lib}, in the order of their names: "Deploy Java Lambda functions with .zip". */
    List<Path> classPath() throws IOException {
        var classPath = new ArrayList<Path>();
        classPath.add(folder);
        var lib = folder.resolve("lib");
        if (Files.isDirectory(lib)) {
            try (var jars = Files.list(lib)) {
                jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().forEach(classPath::add);
            }
        }
        return classPath;
    }

    /** @throws IllegalArgumentException if the package has no class for the handler */
    void requireHandler(String handler) {
        var className = handler.split("::", 2)[0];
        var entry = className.replace('.', '/') + ".class";
        try {
            for (var element : classPath()) {
                if (Files.isDirectory(element) ? Files.isRegularFile(element.resolve(entry)) : has(element, entry)) {
                    return;
                }
            }
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("code package " + folder + " can't be read", unreadable);
        }
        throw new IllegalArgumentException("handler " + handler + ": the code package has no class " + className);
    }

    private static boolean has(Path jar, String entry) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            return file.getEntry(entry) != null;
        }
    }

    private static final class CountingOutputStream extends OutputStream {
        private long count;

        @Override
        public void write(int one) {
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            count += length;
        }
    }
}
