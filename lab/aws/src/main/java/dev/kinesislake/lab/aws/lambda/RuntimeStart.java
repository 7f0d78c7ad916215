package dev.kinesislake.lab.aws.lambda;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * What an execution environment's JVM starts with: AWS's runtime interface client, and a watch on the process that started it. Its
 * standard input ends when that process does, however it does, and so no JVM is left behind. This is the only class of this
 * project that such a JVM sees, so it must need no other one.
 */
final class RuntimeStart {

    /** Where the runtime interface client looks for its native code before it unpacks it. */
    private static final String NATIVE_CODE =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

    private RuntimeStart() {}

    public static void main(String[] handler) throws Throwable {
        var parent = new FileInputStream(FileDescriptor.in);
        var watch = new Thread(() -> endWith(parent), "parent-watch");
        watch.setDaemon(true);
        watch.start();
        System.setIn(InputStream.nullInputStream());
        loadNativeCode();
        AWSLambda.main(handler);
    }

    /**
     * Loads the runtime interface client's native code from a file of this process's own. Left to itself the client unpacks it to one
     * fixed path under {@code /tmp}: two environments that start at the same time would load what the other is still writing.
     */
    private static void loadNativeCode() throws IOException, URISyntaxException {
        var own = RuntimeStart.class.getProtectionDomain().getCodeSource().getLocation();
        var file = Files.createTempFile(Path.of(own.toURI()), "native", ".so");
        file.toFile().deleteOnExit();
        var failures = new StringBuilder();
        for (var build : new String[] {"linux-x86_64", "linux-aarch_64", "linux_musl-x86_64", "linux_musl-aarch_64"}) {
            try (var code = AWSLambda.class.getResourceAsStream("/jni/libaws-lambda-jni." + build + ".so")) {
                if (code != null) {
                    Files.copy(code, file, StandardCopyOption.REPLACE_EXISTING);
                    System.load(file.toString());
                    System.setProperty(NATIVE_CODE, file.toString());
                    return;
                }
            } catch (UnsatisfiedLinkError otherSystem) {
                failures.append("; ").append(otherSystem.getMessage());
            }
        }
        throw new IOException("the runtime interface client has no native code for this system" + failures);
    }

    private static void endWith(InputStream parent) {
        try {
            while (parent.read() >= 0) {
                // nothing is ever sent
            }
        } catch (IOException broken) {
            // the same as its end
        }
        Runtime.getRuntime().halt(1);
    }
}
