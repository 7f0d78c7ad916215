package dev.kinesislake.app.config;

import dev.kinesislake.function.config.PersonalConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a stack can choose. Its keys, defaults and descriptions are those of {@code Pulumi.yaml}.
 *
 * @param region the AWS region, which the provider takes from the same key
 * @param personal what is kept of people
 * @param bucket what both buckets share
 * @param protect whether Pulumi refuses to delete the stream and the buckets, and leaves them when the stack goes
 * @param deletable whether the buckets may be deleted with all they hold
 * @param tags more tags for every resource
 */
public record StackConfig(
        String region,
        StreamConfig stream,
        LakeConfig lake,
        FailedConfig failed,
        PersonalConfig personal,
        BucketConfig bucket,
        FunctionConfig function,
        MappingConfig mapping,
        AlarmConfig alarms,
        CatalogueConfig catalogue,
        SealingConfig sealing,
        boolean protect,
        boolean deletable,
        Map<String, String> tags) {

    /** The project's name, which is the namespace of its keys. */
    public static final String PROJECT = "kinesis-lake";

    public StackConfig {
        tags = Map.copyOf(tags);
    }

    /**
     * Reads and checks a stack's configuration.
     *
     * @param remedies what a problem tells to type
     * @throws InvalidConfigException with all problems there are
     */
    public static StackConfig read(Lookup lookup, Remedies remedies) {
        var reader = new ConfigReader(PROJECT, lookup, remedies);
        var region = reader.text(
                "aws:region", "an AWS region", "eu-central-1", name -> name.matches("[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}"));
        var stream = StreamConfig.read(reader);
        var function = FunctionConfig.read(reader);
        var catalogue = CatalogueConfig.read(reader);
        var config = new StackConfig(
                region,
                stream,
                LakeConfig.read(reader),
                FailedConfig.read(reader),
                PersonalSettings.read(reader, function.sections()),
                BucketConfig.read(reader),
                function,
                MappingConfig.read(reader, stream),
                AlarmConfig.read(reader, region),
                catalogue,
                SealingConfig.read(reader, catalogue),
                reader.flag("protect"),
                reader.flag("deletable"),
                TagsConfig.read(reader));
        config.checkRemoval(reader);
        reader.removed("format", "Parquet is the only format");
        reader.removed("snapStart", "the event source mapping invokes the function itself");
        reader.finish();
        return config;
    }

    /** What may not be meant as it is configured. */
    public List<String> warnings() {
        return PersonalSettings.warnings(personal, failed, lake);
    }

    private void checkRemoval(ConfigReader reader) {
        if (protect && deletable) {
            reader.problem(
                    "deletable", Optional.of("true"), "false where protect is true", reader.set("deletable", "false"));
        }
    }
}
