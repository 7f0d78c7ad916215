package dev.kinesislake.lab.engine;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/**
 * Copies of the project with what was compiled, for the engine to build in: {@code pulumi up} runs Maven in the folder of {@code
 * Pulumi.yaml}, which builds into folders that the build of the real checkout is using.
 */
final class ProjectCopy {

    private static final Set<String> LEFT_OUT = Set.of(".git", ".lake", ".idea", ".vscode");

    /** Of what was built: what {@code mvn compile} makes, and knows that it has made. */
    private static final Set<String> BUILT = Set.of("classes", "function", "lib", "maven-status", "classpath");

    private ProjectCopy() {}

    /** The checkout that is being built. */
    static Path project() {
        return Path.of(System.getProperty("lake.home", "../.."))
                .toAbsolutePath()
                .normalize();
    }

    /** Makes a copy in a folder that doesn't exist yet. */
    static Path of(Path project, Path copy) throws IOException {
        Files.walkFileTree(project, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (isLeftOut(folder)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(copied(folder));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (file.toString().endsWith(".lst") || file.endsWith("target/classpath")) {
                    // Notes on what was compiled, by absolute path.
                    Files.writeString(
                            copied(file), Files.readString(file).replace(project.toString(), copy.toString()));
                } else if (!isLeftOut(file)) {
                    Files.copy(file, copied(file), StandardCopyOption.COPY_ATTRIBUTES);
                }
                return FileVisitResult.CONTINUE;
            }

            private Path copied(Path original) {
                return copy.resolve(project.relativize(original).toString());
            }
        });
        // It's as up to date as what it was copied from.
        Files.createFile(copy.resolve("lab/proof/target/lake.stamp"));
        return copy;
    }

    private static boolean isLeftOut(Path path) {
        var name = path.getFileName().toString();
        var parent = path.getParent();
        boolean built = parent != null && parent.endsWith("target");
        return LEFT_OUT.contains(name) || (built && !BUILT.contains(name));
    }
}
