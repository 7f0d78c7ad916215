package dev.kinesislake.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kinesislake.function.config.PersonalConfig;
import dev.kinesislake.function.config.Treatment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StackConfigTest {

    private static final Path PROJECT = Path.of("..");

    private static final String KEYS =
            "accessLogDays, alarmTopicArn, architecture, athenaScanLimitGb, batchSize, catalogue, deletable, failedData, failedExpireDays, failedRatioPercent, lakeExpireDays, lakeGlacierDays, "
                    + "lakeInfrequentAccessDays, logRetentionDays, memoryMb, noncurrentDays, parallelizationFactor, personal, protect, putParallelism, recordAgeSeconds, retentionHours, "
                    + "retryAttempts, sealMinutes, sections, shardCount, snapshotDays, tags, timeoutSeconds, unfinishedUploadDays, unknownMembers, vpcEndpointId, windowSeconds (docs/configuration.md)";

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod", "local"})
    void everyStackOfTheProjectIsAccepted(String stack) {
        assertThatCode(() -> read(StackFiles.read(PROJECT, stack))).doesNotThrowAnyException();
    }

    @Test
    void theKeysOfTheProjectFileAreTheKeysThatAreRead() throws IOException {
        var asked = new TreeSet<String>();
        var files = StackFiles.read(PROJECT, "dev");
        read(key -> {
            asked.add(key);
            return files.get(key);
        });
        var declared = new TreeSet<>(StackFiles.defaults(PROJECT).keys());
        declared.add("aws:region");
        assertThat(asked).isEqualTo(declared);
    }

    @Test
    void aStackIsReadAsAWhole() throws IOException {
        assertThat(read(StackFiles.read(PROJECT, "prod")))
                .isEqualTo(new StackConfig(
                        "eu-central-1",
                        new StreamConfig(OptionalInt.empty(), 168),
                        new LakeConfig(OptionalInt.of(90), OptionalInt.of(730), OptionalInt.empty()),
                        new FailedConfig(OptionalInt.of(365)),
                        PersonalConfig.NONE,
                        new BucketConfig(30, 7, OptionalInt.of(365), Optional.empty()),
                        new FunctionConfig(
                                Set.of("Electronics", "Beauty-Prouducts", "Home-Decor"),
                                1024,
                                900,
                                Architecture.ARM64,
                                90,
                                16),
                        new MappingConfig(5000, 60, 1, 250, 518_400),
                        new AlarmConfig(Optional.empty(), 5),
                        new CatalogueConfig(true, 100),
                        new SealingConfig(OptionalInt.of(15), 7),
                        true,
                        false,
                        Map.of()));
    }

    @Test
    void tagsAndShardsAndEndpointAndTopicAreRead() throws IOException {
        var config = read(with(Map.of(
                "kinesis-lake:tags", "{\"owner\":\"data team\",\"cost\":\"7\"}",
                "kinesis-lake:shardCount", "4",
                "kinesis-lake:vpcEndpointId", "vpce-0123456789abcdef0",
                "kinesis-lake:alarmTopicArn", "arn:aws:sns:eu-central-1:123456789012:alarms")));
        assertThat(config.tags()).isEqualTo(Map.of("owner", "data team", "cost", "7"));
        assertThat(config.stream().shardCount()).hasValue(4);
        assertThat(config.bucket().vpcEndpointId()).contains("vpce-0123456789abcdef0");
        assertThat(config.alarms().topicArn()).contains("arn:aws:sns:eu-central-1:123456789012:alarms");
    }

    @Test
    @DisplayName("Personal members are read by path")
    void personal() throws IOException {
        var config = read(with(Map.of(
                "kinesis-lake:personal",
                "{\"payload.email_id\":\"hash\",\"payload.menuitem.value\":\"drop\",\"visitor\":\"mask\"}",
                "kinesis-lake:unknownMembers",
                "drop",
                "kinesis-lake:failedExpireDays",
                "7")));

        assertThat(config.personal())
                .isEqualTo(new PersonalConfig(
                        Map.of(
                                "payload.email_id", Treatment.HASH,
                                "payload.menuitem.value", Treatment.DROP,
                                "visitor", Treatment.MASK),
                        true,
                        false,
                        ""));
        assertThat(config.warnings())
                .containsExactly(
                        "no type of the event knows visitor (kinesis-lake:personal): it's treated in events that have it, and names are compared with case",
                        "failed rows keep what valid events don't (kinesis-lake:failedData is keep) for 7 days");
    }

    @Test
    @DisplayName("Warns of failed rows that outlive the lake's")
    void failedRowsOutliveTheLake() throws IOException {
        assertThat(read(StackFiles.read(PROJECT, "prod")).warnings()).isEmpty();
        assertThat(read(with(Map.of("kinesis-lake:lakeExpireDays", "91"))).warnings())
                .isEmpty();
        assertThat(read(with(Map.of(
                                "kinesis-lake:lakeInfrequentAccessDays", "0",
                                "kinesis-lake:failedExpireDays", "90",
                                "kinesis-lake:lakeExpireDays", "60")))
                        .warnings())
                .containsExactly(
                        "failed rows are kept longer than the lake's rows (kinesis-lake:failedExpireDays is 90, kinesis-lake:lakeExpireDays is 60)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            payload.email_id   | hide | one of keep, drop, mask, hash | {"payload.email_id":"drop"}
            payload.email_id   | HASH | one of keep, drop, mask, hash | {"payload.email_id":"hash"}
            metadata.section   | hash | keep: without it no row can be stored | {}
            metadata.uuid      | drop | keep: without it no row can be stored | {}
            payload.text.size  | mask | keep or drop: it isn't a text, so neither a hash nor a mask would fit its type | {}
            payload.menuitem[] | drop | names joined by dots, such as payload.email_id or payload.menuitem.value (of each element), or payload['a.b'] for a name with a dot | {}
            """)
    @DisplayName("A personal member with a problem names path, value, what is allowed and the command")
    void personalProblem(String path, String value, String allowed, String remedy) throws IOException {
        assertThat(problems(Map.of("kinesis-lake:personal", "{\"" + path + "\":\"" + value + "\"}")))
                .containsExactly(new Problem(
                        "kinesis-lake:personal[\"" + path + "\"] is " + value + ", allowed is " + allowed,
                        "run: pulumi config set -s dev kinesis-lake:personal '" + remedy + "'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"drop", "[]", "{\"a\":{\"b\":\"drop\"}}", "{\"a\":null}"})
    @DisplayName("Personal members are an object of words")
    void personalShape(String value) throws IOException {
        assertThat(problems(Map.of("kinesis-lake:personal", value)))
                .containsExactly(new Problem(
                        "kinesis-lake:personal is " + value
                                + ", allowed is an object whose values are keep, drop, mask, hash",
                        "run: pulumi config set -s dev kinesis-lake:personal '{\"payload.email_id\":\"hash\"}'"));
    }

    @Test
    @DisplayName("Personal members have to fit the function's environment")
    void personalSize() throws IOException {
        assertThat(problems(Map.of("kinesis-lake:personal", "{\"" + "a".repeat(3_100) + "\":\"drop\"}")))
                .singleElement()
                .asString()
                .contains("bytes of JSON, with the sections, allowed is at most 3072 bytes");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            shardCount               | -1      | 0 to 10000 | set 0
            shardCount               | many    | 0 to 10000 | set 0
            retentionHours           | 23      | 24 to 8760 | set 24
            retentionHours           | 8761    | 24 to 8760 | set 8760
            retentionHours           | 99999999999999 | 24 to 8760 | set 8760
            retentionHours           | 1e2     | 24 to 8760 | set 120
            lakeInfrequentAccessDays | 29      | 0 (never) or 30 to 36500 | set 30
            lakeGlacierDays          | -1      | 0 (never) or 1 to 36500 | set 0
            lakeExpireDays           | 36501   | 0 (never) or 1 to 36500 | set 36500
            unknownMembers           | hash    | keep or drop | set keep
            failedData               | Drop    | keep or drop | set drop
            failedExpireDays         | no      | 0 (never) or 1 to 36500 | set 90
            noncurrentDays           | 0       | 1 to 36500 | set 30
            unfinishedUploadDays     | 0       | 1 to 36500 | set 7
            vpcEndpointId            | vpc-1   | empty, or vpce- and 8 or 17 hexadecimal digits | rm
            memoryMb                 | 255     | 256 to 10240 | set 256
            memoryMb                 | 10241   | 256 to 10240 | set 10240
            memoryMb                 | 0       | 256 to 10240 | set 1024
            timeoutSeconds           | 901     | 1 to 900 | set 900
            architecture             | amd64   | arm64 or x86_64 | set arm64
            logRetentionDays         | 8       | one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 | set 14
            logRetentionDays         | ever    | one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 | set 30
            putParallelism           | 65      | 1 to 64 | set 64
            sealMinutes              | 1441    | 0 to 1440 | set 1440
            snapshotDays             | -1      | 0 to 365 | set 7
            batchSize                | 10001   | 1 to 10000 | set 10000
            batchSize                | lots    | 1 to 10000 | set 5000
            batchSize                | 1,000   | 1 to 10000 | set 1000
            batchSize                | +200    | 1 to 10000 | set 200
            batchSize                | 20_000  | 1 to 10000 | set 10000
            windowSeconds            | 301     | 0 to 300 | set 300
            windowSeconds            | 1.5     | 0 to 300 | set 30
            parallelizationFactor    | 11      | 1 to 10 | set 10
            retryAttempts            | -1      | 0 to 10000 | set 250
            recordAgeSeconds         | 59      | 60 to 604800 | set 60
            recordAgeSeconds         | -1      | 60 to 604800 | set 345600
            catalogue                | yes     | true or false | set true
            athenaScanLimitGb        | 0       | 1 to 1000000 | set 100
            athenaScanLimitGb        | 1000001 | 1 to 1000000 | set 1000000
            alarmTopicArn            | alarms  | empty, or the ARN of a standard SNS topic, such as arn:aws:sns:eu-central-1:123456789012:alarms | rm
            alarmTopicArn            | arn:aws:sns:eu-central-1:123456789012:a.fifo | empty, or the ARN of a standard SNS topic, such as arn:aws:sns:eu-central-1:123456789012:alarms | rm
            alarmTopicArn            | arn:aws:sns:eu-west-1:123456789012:alarms | a topic of eu-central-1, which is the stack's aws:region | rm
            failedRatioPercent       | 101     | 0 to 100 | set 100
            protect                  | yes     | true or false | set true
            protect                  | maybe   | true or false | set false
            deletable                | 1       | true or false | set true
            """)
    void aValueOutOfItsRangeNamesKeyValueRangeAndCommand(String key, String value, String allowed, String remedy)
            throws IOException {
        assertThat(problems(Map.of("kinesis-lake:" + key, value)))
                .containsExactly(new Problem(
                        "kinesis-lake:" + key + " is " + value + ", allowed is " + allowed,
                        "run: pulumi config " + remedy.replaceFirst("^(set|rm)", "$1 -s dev kinesis-lake:" + key)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            retentionHours=24 recordAgeSeconds=86401 | recordAgeSeconds is 86401, allowed is at most 86400, which is the stream's retentionHours (24) | recordAgeSeconds 86400
            lakeInfrequentAccessDays=60 lakeGlacierDays=89 | lakeGlacierDays is 89, allowed is at least 90 (30 more than lakeInfrequentAccessDays) or 0 (never) | lakeGlacierDays 90
            lakeInfrequentAccessDays=60 lakeGlacierDays=90 lakeExpireDays=90 | lakeExpireDays is 90, allowed is more than 90 (lakeGlacierDays) or 0 (never) | lakeExpireDays 91
            lakeInfrequentAccessDays=60 lakeGlacierDays=0 lakeExpireDays=60 | lakeExpireDays is 60, allowed is more than 60 (lakeInfrequentAccessDays) or 0 (never) | lakeExpireDays 61
            batchSize=11 windowSeconds=0 | windowSeconds is 0, allowed is at least 1 where batchSize is above 10 (it is 11) | windowSeconds 1
            protect=true deletable=true | deletable is true, allowed is false where protect is true | deletable false
            """)
    void aCombinationThatCannotBeNamesBothKeys(String values, String what, String command) throws IOException {
        assertThat(problems(assignments(values)))
                .containsExactly(
                        new Problem("kinesis-lake:" + what, "run: pulumi config set -s dev kinesis-lake:" + command));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "retentionHours=24 recordAgeSeconds=86400",
                "lakeInfrequentAccessDays=30 lakeGlacierDays=60 lakeExpireDays=61",
                "lakeInfrequentAccessDays=0 lakeGlacierDays=1 lakeExpireDays=2",
                "batchSize=10 windowSeconds=0",
                "batchSize=10000 windowSeconds=300 parallelizationFactor=10 retryAttempts=10000",
                "retentionHours=8760 recordAgeSeconds=604800",
                "protect=true deletable=false",
                "vpcEndpointId=vpce-1a2b3c4d"
            })
    void aCombinationOnTheEdgeIsAccepted(String values) {
        assertThatCode(() -> read(with(assignments(values)))).doesNotThrowAnyException();
    }

    @Test
    void aValueThatIsWrongByItselfIsNotCheckedAgainstOthers() throws IOException {
        assertThat(problems(assignments("retentionHours=1 recordAgeSeconds=604800")))
                .hasSize(1);
    }

    @Test
    void sectionsAreCheckedOneByOne() throws IOException {
        var rule =
                ", allowed is a name that is not blank, has no control characters, is not __HIVE_DEFAULT_PARTITION__ and has at most 128 UTF-8 bytes";
        var tooLong = "é".repeat(64) + "e";
        assertThat(problems(Map.of(
                        "kinesis-lake:sections", "[\"Beauty\",\" \",\"a\\u0007b\",\"" + tooLong + "\",\"d'Or\"]")))
                .containsExactly(
                        new Problem(
                                "kinesis-lake:sections[1] is \" \"" + rule,
                                "run: pulumi config set -s dev kinesis-lake:sections '[\"Beauty\",\"d'\\''Or\"]'"),
                        new Problem(
                                "kinesis-lake:sections[2] is \"a\\u0007b\"" + rule,
                                "run: pulumi config set -s dev kinesis-lake:sections '[\"Beauty\",\"d'\\''Or\"]'"),
                        new Problem(
                                "kinesis-lake:sections[3] is \"" + tooLong + "\"" + rule,
                                "run: pulumi config set -s dev kinesis-lake:sections '[\"Beauty\",\"d'\\''Or\"]'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Beauty", "{}", "[null]", "[[]]", "7"})
    void sectionsAreAnArrayOfNames(String value) throws IOException {
        assertThat(problems(Map.of("kinesis-lake:sections", value)))
                .containsExactly(new Problem(
                        "kinesis-lake:sections is " + value + ", allowed is an array of section names, or [] for all",
                        "run: pulumi config set -s dev kinesis-lake:sections '[]'"));
    }

    @Test
    void sectionsHaveToFitIntoTheFunctionsEnvironment() throws IOException {
        var sections = Json.of(java.util.stream.IntStream.range(0, 30)
                .mapToObj(i -> "s".repeat(100) + i)
                .toList());
        assertThat(problems(Map.of("kinesis-lake:sections", sections))).hasSize(1);
    }

    @Test
    void tagsThatAwsOrTheStackReserveAreRefused() throws IOException {
        var name =
                ", allowed is a name of 1 to 128 letters, digits, spaces and _.:/=+-@ that is not project or stack and"
                        + " does not begin with aws:";
        assertThat(problems(Map.of(
                        "kinesis-lake:tags",
                        "{\"Stack\":\"x\",\"aws:y\":\"z\",\"cost center\":\"1\",\"owner\":\"a<b\"}")))
                .containsExactlyInAnyOrder(
                        new Problem(
                                "kinesis-lake:tags[\"Stack\"] is x" + name,
                                "run: pulumi config set -s dev kinesis-lake:tags '{\"cost center\":\"1\"}'"),
                        new Problem(
                                "kinesis-lake:tags[\"aws:y\"] is z" + name,
                                "run: pulumi config set -s dev kinesis-lake:tags '{\"cost center\":\"1\"}'"),
                        new Problem(
                                "kinesis-lake:tags[\"owner\"] is a<b, allowed is 0 to 256 letters, digits, spaces and"
                                        + " _.:/=+-@",
                                "run: pulumi config set -s dev kinesis-lake:tags '{\"cost center\":\"1\"}'"));
    }

    @Test
    void aMissingKeyIsAProblem() throws IOException {
        var files = with(Map.of());
        Lookup lookup =
                key -> key.endsWith(":batchSize") || key.equals("aws:region") ? Optional.empty() : files.get(key);
        assertThat(problems(lookup))
                .containsExactly(
                        new Problem(
                                "aws:region is not set, allowed is an AWS region",
                                "run: pulumi config set -s dev aws:region eu-central-1"),
                        new Problem(
                                "kinesis-lake:batchSize is not set, allowed is 1 to 10000",
                                "run: pulumi config set -s dev kinesis-lake:batchSize 5000"));
    }

    @Test
    void aMisspeltKeyIsAProblemAndForeignOnesAreNot() throws IOException {
        assertThat(problems(Map.of("kinesis-lake:windowSecond", "5", "aws:profile", "mine", "pulumi:tags", "{}")))
                .containsExactly(new Problem(
                        "kinesis-lake:windowSecond is not a key of this project, did you mean kinesis-lake:windowSeconds?"
                                + " The keys are " + KEYS,
                        "run: pulumi config rm -s dev kinesis-lake:windowSecond"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            format    | ndjson  | Parquet is the only format
            format    | parquet | Parquet is the only format
            snapStart | true    | the event source mapping invokes the function itself
            """)
    @DisplayName("A key of an earlier version says what holds now")
    void removedKey(String key, String value, String instead) throws IOException {
        assertThat(problems(Map.of("kinesis-lake:" + key, value)))
                .containsExactly(new Problem(
                        "kinesis-lake:" + key + " is no longer a key of this project: " + instead,
                        "run: pulumi config rm -s dev kinesis-lake:" + key));
    }

    @ParameterizedTest
    @CsvSource({
        "shardcount, shardCount",
        "batchSiz, batchSize",
        "memoryMB, memoryMb",
        "retetnionHours, retentionHours",
        "tag, tags",
        "LakeExpireDay, lakeExpireDays",
    })
    void aMisspeltKeyNamesTheNearest(String misspelt, String key) throws IOException {
        assertThat(problems(Map.of("kinesis-lake:" + misspelt, "1")))
                .extracting(Problem::what)
                .containsExactly("kinesis-lake:" + misspelt
                        + " is not a key of this project, did you mean kinesis-lake:" + key + "? The keys are " + KEYS);
    }

    @Test
    void allProblemsAreReportedAtOnce() throws IOException {
        var error = refused(with(assignments("windowSeconds=301 retentionHours=1 protect=maybe oops=1")));
        assertThat(error).hasMessage("""
                        this stack's configuration has 4 problems:
                          kinesis-lake:retentionHours is 1, allowed is 24 to 8760; run: pulumi config set -s dev kinesis-lake:retentionHours 24
                          kinesis-lake:windowSeconds is 301, allowed is 0 to 300; run: pulumi config set -s dev kinesis-lake:windowSeconds 300
                          kinesis-lake:protect is maybe, allowed is true or false; run: pulumi config set -s dev kinesis-lake:protect false
                          kinesis-lake:oops is not a key of this project, the keys are %s; run: pulumi config rm -s dev kinesis-lake:oops\
                        """, KEYS);
    }

    private static List<Problem> problems(Map<String, String> changes) throws IOException {
        return problems(with(changes));
    }

    private static StackConfig read(Lookup lookup) {
        return StackConfig.read(lookup, new PulumiCommands("dev", PROJECT));
    }

    private static List<Problem> problems(Lookup lookup) {
        return refused(lookup).problems();
    }

    private static InvalidConfigException refused(Lookup lookup) {
        return catchThrowableOfType(InvalidConfigException.class, () -> read(lookup));
    }

    /** The defaults of the project with a few values changed. */
    private static Lookup with(Map<String, String> changes) throws IOException {
        var files = StackFiles.read(PROJECT, "dev");
        var values = new HashMap<String, String>();
        files.keys().forEach(key -> values.put(key, files.get(key).orElseThrow()));
        values.putAll(Map.of("kinesis-lake:lakeExpireDays", "0", "kinesis-lake:deletable", "false"));
        values.putAll(changes);
        return new Lookup() {
            @Override
            public Optional<String> get(String key) {
                return Optional.ofNullable(values.get(key));
            }

            @Override
            public Set<String> keys() {
                return values.keySet();
            }
        };
    }

    private static Map<String, String> assignments(String values) {
        var map = new HashMap<String, String>();
        for (var assignment : values.split(" ", -1)) {
            var equals = assignment.indexOf('=');
            map.put("kinesis-lake:" + assignment.substring(0, equals), assignment.substring(equals + 1));
        }
        return map;
    }
}
