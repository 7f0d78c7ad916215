package dev.kinesislake.lab.aws.lambda;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Ends an execution environment's JVM with the process that started it, however that ends: standard input ends with it. So no JVM is
 * left behind.
 */
final class ParentWatch {

    private ParentWatch() {}

    static void start() {
        var parent = new FileInputStream(FileDescriptor.in);
        var watch = new Thread(() -> endWith(parent), "parent-watch");
        watch.setDaemon(true);
        watch.start();
        System.setIn(InputStream.nullInputStream());
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
