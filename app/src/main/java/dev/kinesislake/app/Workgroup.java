package dev.kinesislake.app;

import com.pulumi.aws.Utilities;
import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.ResourceArgs;
import java.util.Map;

/**
 * An Athena workgroup whose settings hold for every query, whatever a client asks for. The AWS package's own class takes the limit as an
 * {@code Integer} of bytes, so no more than 2 GB.
 */
final class Workgroup extends CustomResource {

    private static final String TYPE = "aws:athena/workgroup:Workgroup";

    @Export(
            name = "name",
            refs = {String.class},
            tree = "[0]")
    @SuppressWarnings("NullAway.Init") // Pulumi's SDK sets it.
    private Output<String> name;

    Workgroup(String name, Args args, CustomResourceOptions.Builder options) {
        super(TYPE, name, args, options.version(Utilities.getVersion()).build());
    }

    Output<String> name() {
        return name;
    }

    /** What the program chooses. */
    @SuppressWarnings("unused") // Pulumi's SDK reads the fields.
    static final class Args extends ResourceArgs {

        @Import(name = "description")
        private final Output<String> description;

        @Import(name = "forceDestroy")
        private final Output<Boolean> forceDestroy;

        @Import(name = "configuration")
        private final Output<Map<String, Object>> configuration;

        @Import(name = "tags")
        private final Output<Map<String, String>> tags;

        /**
         * The arguments.
         *
         * @param withContents whether it's deleted with the queries that it has
         * @param scanLimitBytes above which Athena cancels a query
         * @param results an S3 URI with a slash at its end
         */
        Args(
                String description,
                boolean withContents,
                long scanLimitBytes,
                Output<String> results,
                Map<String, String> tags) {
            this.description = Output.of(description);
            this.forceDestroy = Output.of(withContents);
            this.configuration = results.applyValue(uri -> Map.of(
                    "enforceWorkgroupConfiguration",
                    true,
                    // Nothing here reads them.
                    "publishCloudwatchMetricsEnabled",
                    false,
                    // The SDK sends no long, and a double has such numbers exactly.
                    "bytesScannedCutoffPerQuery",
                    (double) scanLimitBytes,
                    "resultConfiguration",
                    Map.of("outputLocation", uri, "encryptionConfiguration", Map.of("encryptionOption", "SSE_S3"))));
            this.tags = Output.of(tags);
        }
    }
}
