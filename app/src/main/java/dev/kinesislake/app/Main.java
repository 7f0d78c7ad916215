package dev.kinesislake.app;

import com.pulumi.Pulumi;
import java.util.logging.LogManager;

/** What Pulumi's language host runs. */
public final class Main {

    /** Makes Pulumi's SDK log more. */
    private static final String VERBOSE = "PULUMI_JAVA_LOG_VERBOSE";

    private Main() {}

    public static void main(String[] args) {
        if (System.getenv(VERBOSE) == null) {
            // The engine shows every error that the SDK reports; the SDK's log would repeat each one as SEVERE.
            LogManager.getLogManager().reset();
        }
        Pulumi.run(LakeStack::deploy);
    }
}
