package dev.kinesislake.lab.aws.lambda;

import java.util.List;
import java.util.Locale;

/** The program that runs a function inside an execution environment's JVM. */
public enum RuntimeClient {

    /** AWS's runtime interface client, which has native code for Linux on x86_64 and aarch64. */
    AWS,

    /** Our own loop over the runtime API, for other systems. */
    PORTABLE;

    /** {@link #AWS} where it runs. */
    public static RuntimeClient ofThisSystem() {
        return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    static RuntimeClient of(String system, String architecture) {
        var linux = system.toLowerCase(Locale.ROOT).contains("linux");
        var known =
                switch (architecture) {
                    case "amd64", "x86_64", "aarch64" -> true;
                    default -> false;
                };
        return linux && known ? AWS : PORTABLE;
    }

    Class<?> mainClass() {
        return switch (this) {
            case AWS -> RuntimeStart.class;
            case PORTABLE -> PortableRuntime.class;
        };
    }

    /** The only classes of this project that the JVM sees. */
    List<Class<?>> ownClasses() {
        return switch (this) {
            case AWS -> List.of(RuntimeStart.class, ParentWatch.class);
            case PORTABLE -> List.of(PortableRuntime.class, PortableContext.class, ParentWatch.class);
        };
    }

    /** One class of each jar that the client consists of. */
    List<String> classOfEachJar() {
        return switch (this) {
            case AWS ->
                List.of(
                        "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
                        "com.amazonaws.services.lambda.runtime.Context",
                        "com.amazonaws.services.lambda.runtime.serialization.PojoSerializer",
                        "software.amazon.awssdk.utilslite.SdkInternalThreadLocal");
            // A package for Lambda has zstd's native code for Linux only.
            case PORTABLE -> List.of("com.amazonaws.services.lambda.runtime.Context", "com.github.luben.zstd.Zstd");
        };
    }
}
