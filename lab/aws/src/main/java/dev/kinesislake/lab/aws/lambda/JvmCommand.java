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
 * The command line of an execution environment's JVM. As in Lambda's managed runtime, its class path has the runtime interface client
 * and nothing else; that client loads the function from the working directory and its {@code lib}.
 */
final class JvmCommand {

    /** One class of each jar that the runtime interface client consists of. */
    private static final List<String> RUNTIME_CLASSES = List.of(
            "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
            "com.amazonaws.services.lambda.runtime.Context",
            "com.amazonaws.services.lambda.runtime.serialization.PojoSerializer",
            "software.amazon.awssdk.utilslite.SdkInternalThreadLocal");

    private JvmCommand() {}

    static List<String> of(FunctionSpec spec, Path scratch) throws IOException {
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
                String.join(File.pathSeparator, classPath(scratch)),
                RuntimeStart.class.getName(),
                spec.handler());
    }

    private static List<String> classPath(Path scratch) throws IOException {
        var classPath = new ArrayList<String>();
        for (var className : RUNTIME_CLASSES) {
            classPath.add(jarOf(className).toString());
        }
        classPath.add(startClass(scratch.resolve("start")).toString());
        return classPath;
    }

    private static Path jarOf(String className) throws IOException {
        try {
            var source = Class.forName(className, false, JvmCommand.class.getClassLoader())
                    .getProtectionDomain()
                    .getCodeSource();
            return Path.of(source.getLocation().toURI());
        } catch (ClassNotFoundException | URISyntaxException missing) {
            throw new IOException("runtime interface client: no jar with " + className, missing);
        }
    }

    /** A folder with {@link RuntimeStart} alone: where it comes from are classes that the function must not see. */
    private static Path startClass(Path folder) throws IOException {
        var file = RuntimeStart.class.getName().replace('.', '/') + ".class";
        var to = folder.resolve(file);
        if (!Files.exists(to)) {
            try (var from = RuntimeStart.class.getClassLoader().getResourceAsStream(file)) {
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
        return folder;
    }
}
