package dev.kinesislake.lab.aws.lambda;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;

/** What an execution environment is made of. */
public enum Host {

    /** A JVM of its own, which AWS's runtime interface client runs the function in. */
    JVM {
        @Override
        ExecutionEnvironment start(FunctionSpec spec, String logStream, Path scratch, InstantSource clock)
                throws IOException {
            return new JvmEnvironment(spec, logStream, scratch, clock);
        }
    },

    /**
     * A class loader of its own in this JVM, for systems that the runtime interface client has no native code for. Neither memory nor
     * environment variables nor an end by force exist there.
     */
    CLASS_LOADER {
        @Override
        ExecutionEnvironment start(FunctionSpec spec, String logStream, Path scratch, InstantSource clock)
                throws IOException {
            return new ClassLoaderEnvironment(spec, logStream, clock);
        }
    };

    /** {@link #JVM} wherever the runtime interface client has native code: Linux on x86_64 and aarch64. */
    public static Host ofThisSystem() {
        return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    static Host of(String system, String architecture) {
        var linux = system.toLowerCase(Locale.ROOT).contains("linux");
        var known =
                switch (architecture) {
                    case "amd64", "x86_64", "aarch64" -> true;
                    default -> false;
                };
        return linux && known ? JVM : CLASS_LOADER;
    }

    abstract ExecutionEnvironment start(FunctionSpec spec, String logStream, Path scratch, InstantSource clock)
            throws IOException;
}
