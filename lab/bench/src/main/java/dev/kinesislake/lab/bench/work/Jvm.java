package dev.kinesislake.lab.bench.work;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Java processes with the class path of this one. */
public final class Jvm {

    private Jvm() {}

    /** The options that Lambda's managed runtime has for a function of so much memory. */
    public static List<String> lambdaOptions(int memoryMb) {
        return List.of(
                "-XX:MaxHeapSize=" + memoryMb * 1024L * 85 / 100 + "k",
                "-XX:+UseSerialGC",
                "-XX:+TieredCompilation",
                "-XX:TieredStopAtLevel=1");
    }

    public static List<String> command(List<String> options, Class<?> main, String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-Dlake.home=" + System.getProperty("lake.home", ""));
        command.add("-Djava.util.concurrent.ForkJoinPool.common.parallelism=16");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return command;
    }
}
