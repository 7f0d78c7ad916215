package dev.kinesislake.lab.aws.resources;

import dev.kinesislake.lab.aws.glue.DataCatalog;
import dev.kinesislake.lab.aws.iam.AccessKey;
import dev.kinesislake.lab.aws.iam.AccessKeys;
import dev.kinesislake.lab.aws.iam.Caller;
import dev.kinesislake.lab.aws.iam.Permissions;
import dev.kinesislake.lab.aws.iam.Role;
import dev.kinesislake.lab.aws.kinesis.KinesisStreams;
import dev.kinesislake.lab.aws.lambda.LogGroup;
import dev.kinesislake.lab.aws.mapping.EventSourceMapping;
import dev.kinesislake.lab.aws.s3.S3Server;
import dev.kinesislake.lab.aws.scheduler.Scheduler;
import dev.kinesislake.lab.aws.secrets.SecretsServer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The one account of the local AWS: what exists in it, by the name or ARN that others refer to it by.
 *
 * @param region of everything in it
 * @param folder where all of it is kept
 * @param project the folder of {@code Pulumi.yaml}, which a program's file paths are relative to
 * @param deployer as which Pulumi's provider acts; the person at the keyboard, unless it's set
 * @param endpoints the variables that point functions to the services, such as {@code AWS_ENDPOINT_URL_S3}
 * @param nameSuffix ends the names that the program leaves to Pulumi
 */
public record Account(
        String region,
        Path folder,
        Path project,
        String nameSuffix,
        KinesisStreams streams,
        S3Server s3,
        DataCatalog catalog,
        SecretsServer secrets,
        AccessKeys accessKeys,
        AtomicReference<Caller> deployer,
        Map<String, Role> rolesByArn,
        Map<String, DeployedFunction> functionsByArn,
        Map<String, EventSourceMapping> mappings,
        Scheduler scheduler,
        Map<String, String> endpoints,
        Existing existing)
        implements AutoCloseable {

    /** No real account has this number. */
    public static final String ID = "000000000000";

    /** An account with nothing in it. */
    public static Account empty(
            String region,
            Path folder,
            Path project,
            String nameSuffix,
            KinesisStreams streams,
            S3Server s3,
            DataCatalog catalog,
            SecretsServer secrets,
            AccessKeys accessKeys) {
        return new Account(
                region,
                folder,
                project,
                nameSuffix,
                streams,
                s3,
                catalog,
                secrets,
                accessKeys,
                new AtomicReference<>(Caller.PERSON),
                new ConcurrentHashMap<>(),
                new ConcurrentHashMap<>(),
                new ConcurrentHashMap<>(),
                new Scheduler(InstantSource.system()),
                new ConcurrentHashMap<>(),
                new Existing());
    }

    /** The resource's own name, or the program's with a suffix as Pulumi makes one. */
    String nameOf(Inputs inputs, String property) {
        return inputs.text(property).orElseGet(() -> inputs.name() + "-" + nameSuffix);
    }

    String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + ID + ":" + resource;
    }

    LogGroup logGroup(String name, Permissions writer) {
        return new LogGroup(folder.resolve("logs"), region, ID, name, writer);
    }

    /** A role by its name; null if there is none. */
    @Nullable Role roleNamed(String name) {
        return rolesByArn.values().stream()
                .filter(role -> role.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** A role by its name, which has to be there. */
    Role requireRole(Inputs inputs, String name) {
        var role = roleNamed(name);
        if (role == null) {
            throw new ResourceException(inputs, "there is no role " + name);
        }
        return role;
    }

    /** The roles that have a policy: an inline one by its name, a managed one by its ARN. */
    List<Role> rolesWith(String policy) {
        return rolesByArn.values().stream()
                .filter(role -> role.policyNames().contains(policy))
                .toList();
    }

    /** A bucket's settings go with it. */
    void forgetSettings(String bucket) {
        BucketSettings.types(this).keySet().forEach(type -> existing.remove(type, bucket));
    }

    /** A function's ARN, by its name or its ARN. */
    String functionArn(String nameOrArn) {
        return nameOrArn.startsWith("arn:") ? nameOrArn : arn("lambda", "function:" + nameOrArn);
    }

    Role role(Inputs inputs, String arn) {
        return require(inputs, rolesByArn, arn, "role");
    }

    <T> T require(Inputs inputs, Map<String, T> existing, String name, String what) {
        var found = existing.get(name);
        if (found == null) {
            throw new ResourceException(inputs, "there is no " + what + " " + name);
        }
        return found;
    }

    /** A client of this account's S3. */
    public S3Client s3Client(AccessKey key) {
        return S3Client.builder()
                .endpointOverride(s3.endpoint())
                .region(Region.of(region))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret())))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .forcePathStyle(true)
                .build();
    }

    /** Stops the schedules and the mappings, then ends the functions. */
    @Override
    public void close() {
        scheduler.close();
        mappings.values().forEach(EventSourceMapping::close);
        functionsByArn.values().forEach(deployed -> deployed.function().close());
    }
}
