package dev.kinesislake.lab.proof.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.lab.aws.iam.PolicyDocument;
import dev.kinesislake.lab.aws.iam.Role;
import dev.kinesislake.lab.aws.s3.Faults;
import dev.kinesislake.lab.aws.s3.S3Errors;
import dev.kinesislake.lab.proof.deploy.DeployedStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** The function's role may do what it needs and nothing else: without any of its permissions, something is missing. */
class RolePermissionsTest {

    private static final String VALID = event("Stored");
    private static final String REFUSED = event("Refused");
    private static final String INVALID = "no event";

    private static final Duration GLANCE = Duration.ofMillis(100);

    private final Path folder;

    RolePermissionsTest(@TempDir Path folder) {
        this.folder = folder.resolve("lake");
    }

    /**
     * A permission.
     *
     * @param resource as the policy has it, with its wildcards
     */
    private record Permission(String action, String resource) {

        String denied() {
            return """
                    {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "%s", "Resource": "%s"}]}
                    """.formatted(action, resource);
        }
    }

    @Test
    @DisplayName(
            "Everything is stored with all permissions of the role, and something is missing without any one of them")
    void permissionsOfTheRole() throws Exception {
        Faults refusing = (moment, call) -> {
            if (call.key().contains("section=Refused")) {
                throw S3Errors.internalError();
            }
        };
        try (var stack = LocalStack.deploy(folder, false, 0, FailingSoon.CONFIG, refusing);
                var kinesis = stack.aws().kinesisClient()) {
            assertThat(missing(stack, kinesis)).isEmpty();
            var found = new TreeMap<String, List<String>>();
            for (var permission : permissions(stack)) {
                role(stack).putPolicy("denied", PolicyDocument.parse(permission.denied()));
                found.put(permission.toString(), missing(stack, kinesis));
                role(stack).removePolicy("denied");

                stack.mapping().update(stack.mapping().spec());
                assertThat(stack.mapping().awaitDrained(Duration.ofMinutes(10))).isTrue();
                assertThat(missing(stack, kinesis)).as("after %s", permission).isEmpty();
            }
            assertThat(found).hasSizeGreaterThan(10).allSatisfy((permission, missing) -> assertThat(missing)
                    .as("what is missing without %s", permission)
                    .isNotEmpty());
        }
    }

    /** Sends an event, a record that is none, and an event whose batch is discarded; returns what doesn't come of it. */
    private List<String> missing(DeployedStack stack, KinesisClient kinesis) throws Exception {
        // A log stream is made once. Without its file, it has to be made again.
        forgetLogs();
        var lake = stack.output("lakeBucket");
        var failed = stack.output("failedBucket");
        var before = List.of(
                count(stack, lake, LakeLayout.EVENTS_PREFIX),
                count(stack, failed, LakeLayout.FAILED_PREFIX),
                count(stack, failed, LakeLayout.UNPROCESSED_PREFIX));
        // It looks at the role's permissions now, and not only within a second.
        stack.mapping().update(stack.mapping().spec());
        var missing = new ArrayList<String>();
        for (var record : List.of(VALID, INVALID, REFUSED)) {
            kinesis.putRecord(put -> put.streamName(stack.output("streamName"))
                    .partitionKey("key")
                    .data(SdkBytes.fromString(record, UTF_8)));
            if (!comesToAnEnd(stack)) {
                missing.add("an end of " + record);
                return missing;
            }
        }
        if (count(stack, lake, LakeLayout.EVENTS_PREFIX) == before.get(0)) {
            missing.add("row");
        }
        if (count(stack, failed, LakeLayout.FAILED_PREFIX) == before.get(1)) {
            missing.add("failed row");
        }
        if (count(stack, failed, LakeLayout.UNPROCESSED_PREFIX) == before.get(2)) {
            missing.add("discarded batch");
        }
        if (!log().contains("batch stored")) {
            missing.add("line in the log");
        }
        return missing;
    }

    /** Waits until all records are done; false where the mapping reports instead that the role lacks a permission for that. */
    private static boolean comesToAnEnd(DeployedStack stack) throws InterruptedException {
        var mapping = stack.mapping();
        for (int glances = 0; glances < 6_000; glances++) {
            if (mapping.awaitDrained(GLANCE)) {
                return true;
            }
            if (mapping.progress().lastProcessingResult().contains("AccessDenied")
                    || mapping.progress().lastProcessingResult().contains("Status Code: 403")) {
                return false;
            }
        }
        throw new AssertionError(mapping.progress());
    }

    /** Every action on every resource of the policy that the program declares. */
    private static List<Permission> permissions(DeployedStack stack) throws IOException {
        var name = role(stack).policyNames().first();
        var made = requireNonNull(stack.aws()
                .resources()
                .read("aws:iam/rolePolicy:RolePolicy", "it", role(stack).name() + ":" + name));
        var permissions = new ArrayList<Permission>();
        for (var statement : new ObjectMapper()
                .readTree(String.valueOf(made.inputs().get("policy")))
                .path("Statement")) {
            for (JsonNode action : statement.path("Action")) {
                for (JsonNode resource : statement.path("Resource")) {
                    // HEAD alone asks for it, and only where an object is there already.
                    boolean isForHead = action.asText().equals("s3:GetObject")
                            && !resource.asText().endsWith(LakeLayout.ERASED_KEY);
                    if (!isForHead) {
                        permissions.add(new Permission(action.asText(), resource.asText()));
                    }
                }
            }
        }
        return permissions;
    }

    private static long count(DeployedStack stack, String bucket, String prefix) {
        return stack.aws().s3().buckets().objects(bucket, prefix).size();
    }

    private static Role role(DeployedStack stack) {
        return ConsumerRole.of(stack);
    }

    private void forgetLogs() throws IOException {
        for (var file : logs()) {
            Files.delete(file);
        }
    }

    private String log() throws IOException {
        var text = new StringBuilder();
        for (var file : logs()) {
            text.append(Files.readString(file));
        }
        return text.toString();
    }

    private List<Path> logs() throws IOException {
        var logs = folder.resolve("logs");
        if (!Files.exists(logs)) {
            return List.of();
        }
        try (var files = Files.walk(logs)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static String event(String section) {
        return "{\"metadata\":{\"uuid\":\"1\",\"section\":\"" + section + "\"},\"payload\":{}}";
    }
}
