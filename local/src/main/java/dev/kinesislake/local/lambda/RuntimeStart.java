package dev.kinesislake.local.lambda;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What an execution environment's JVM starts with: AWS's runtime interface client, and a watch on the process that started it. Its
 * standard input ends when that process does, however it does, and so no JVM is left behind. This is the only class of this
 * project that such a JVM sees, so it must need no other one.
 */
final class RuntimeStart {

    private RuntimeStart() {}

    public static void main(String[] handler) throws Throwable {
        var parent = new FileInputStream(FileDescriptor.in);
        var watch = new Thread(() -> endWith(parent), "parent-watch");
        watch.setDaemon(true);
        watch.start();
        System.setIn(InputStream.nullInputStream());
        AWSLambda.main(handler);
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
