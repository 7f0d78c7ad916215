package dev.kinesislake.lab.aws.lambda;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Starts AWS's runtime interface client. Its JVM sees no other classes of this project than {@link RuntimeClient#ownClasses}.
 */
final class RuntimeStart {

    /** Where the runtime interface client looks for its native code before it unpacks it. */
    private static final String NATIVE_CODE =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

    private RuntimeStart() {}

    public static void main(String[] handler) throws Throwable {
        ParentWatch.start();
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
}
