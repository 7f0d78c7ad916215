package dev.kinesislake.lab.aws.lambda;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of an execution environment's JVM. As in Lambda's managed runtime, its class path has the runtime client and
 * nothing else; that client loads the function from the working directory and its {@code lib}.
 */
final class JvmCommand {

    private JvmCommand() {}

    static List<String> of(RuntimeClient client, FunctionSpec spec, Path scratch) throws IOException {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Lambda gives the heap 85 % of the memory.
                "-XX:MaxHeapSize=" + spec.memoryMb() * 1024L * 85 / 100 + "k",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                // "Customize Java runtime startup behavior for Lambda functions"
                "-XX:+TieredCompilation",
                "-XX:TieredStopAtLevel=1",
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                // The default from Java 18 on, so that of java21.
                "-Dfile.encoding=UTF-8",
                "-cp",
                String.join(File.pathSeparator, classPath(client, scratch)),
                client.mainClass().getName(),
                spec.handler());
    }

    private static List<String> classPath(RuntimeClient client, Path scratch) throws IOException {
        var classPath = new ArrayList<String>();
        for (var className : client.classOfEachJar()) {
            classPath.add(jarOf(className).toString());
        }
        var start = scratch.resolve("start");
        for (var own : client.ownClasses()) {
            copyClass(own, start);
        }
        classPath.add(start.toString());
        return classPath;
    }

    private static Path jarOf(String className) throws IOException {
        try {
            var source = Class.forName(className, false, JvmCommand.class.getClassLoader())
                    .getProtectionDomain()
                    .getCodeSource();
            return Path.of(source.getLocation().toURI());
        } catch (ClassNotFoundException | URISyntaxException missing) {
            throw new IOException("runtime client: no jar with " + className, missing);
        }
    }

    /** Copies a class out of the folder or jar that it came in, whose other classes the function must not see. */
    private static void copyClass(Class<?> type, Path folder) throws IOException {
        var file = type.getName().replace('.', '/') + ".class";
        var to = folder.resolve(file);
        if (Files.exists(to)) {
            return;
        }
        try (var from = JvmCommand.class.getClassLoader().getResourceAsStream(file)) {
            if (from == null) {
                throw new IOException("no class file " + file);
            }
            Files.createDirectories(to.getParent());
            // Other environments may be starting: they must see all of it or nothing.
            var part = Files.createTempFile(folder, "start", ".part");
            Files.write(part, from.readAllBytes());
            Files.move(part, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
