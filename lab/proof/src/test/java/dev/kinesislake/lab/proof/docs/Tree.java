package dev.kinesislake.lab.proof.docs;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The project's own files. */
final class Tree {

    /** The root folder. */
    static final Path ROOT =
            Path.of(System.getProperty("lake.home", "")).toAbsolutePath().normalize();

    private static final Set<String> NOT_OURS = Set.of("target", ".git", ".lake", ".idea", ".vscode");

    private Tree() {}

    /** The files whose name ends in one of the suffixes, neither built nor downloaded. */
    static Set<Path> files(String... suffixes) throws IOException {
        var found = new TreeSet<Path>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NOT_OURS.contains(String.valueOf(folder.getFileName()))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (List.of(suffixes).stream().anyMatch(file.toString()::endsWith)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }
}
