package dev.kinesislake.lab.aws;

import dev.kinesislake.lab.aws.cloudwatch.CloudWatchServer;
import dev.kinesislake.lab.aws.glue.DataCatalog;
import dev.kinesislake.lab.aws.glue.GlueServer;
import dev.kinesislake.lab.aws.iam.AccessKey;
import dev.kinesislake.lab.aws.iam.AccessKeys;
import dev.kinesislake.lab.aws.iam.Caller;
import dev.kinesislake.lab.aws.iam.Permissions;
import dev.kinesislake.lab.aws.kinesis.KinesisServer;
import dev.kinesislake.lab.aws.kinesis.KinesisStreams;
import dev.kinesislake.lab.aws.kinesis.ShardLimits;
import dev.kinesislake.lab.aws.lambda.LambdaServer;
import dev.kinesislake.lab.aws.provider.ProviderServer;
import dev.kinesislake.lab.aws.resources.Account;
import dev.kinesislake.lab.aws.resources.AccountMetrics;
import dev.kinesislake.lab.aws.resources.DeployedFunctions;
import dev.kinesislake.lab.aws.resources.ResourceTable;
import dev.kinesislake.lab.aws.s3.Faults;
import dev.kinesislake.lab.aws.s3.S3Server;
import dev.kinesislake.lab.aws.secrets.Secrets;
import dev.kinesislake.lab.aws.secrets.SecretsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * S3, Kinesis, Lambda, Glue, CloudWatch, Secrets Manager, EventBridge Scheduler and IAM in this process, for one account in one region,
 * listening on 127.0.0.1 only.
 */
public final class LocalAws implements AutoCloseable {

    /** S3, Kinesis, the resource provider, Lambda, Glue, CloudWatch and Secrets Manager. */
    private static final int PORTS = 7;

    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final String OTHER_PORTS = " (--port names another port, 0 any free ones)";

    private final LocalFolder folder;
    private final KinesisStreams streams;
    private final S3Server s3;
    private final KinesisServer kinesis;
    private final Account account;
    private final ProviderServer provider;
    private final LambdaServer lambda;
    private final GlueServer glue;
    private final CloudWatchServer cloudWatch;

    private LocalAws(
            LocalFolder folder,
            KinesisStreams streams,
            S3Server s3,
            KinesisServer kinesis,
            Account account,
            ProviderServer provider,
            LambdaServer lambda,
            GlueServer glue,
            CloudWatchServer cloudWatch) {
        this.folder = folder;
        this.streams = streams;
        this.s3 = s3;
        this.kinesis = kinesis;
        this.account = account;
        this.provider = provider;
        this.lambda = lambda;
        this.glue = glue;
        this.cloudWatch = cloudWatch;
    }

    /**
     * What a local AWS is started with.
     *
     * @param folder where everything is kept
     * @param emptied whether what an earlier one left there is deleted first
     * @param project the folder of {@code Pulumi.yaml}
     * @param stack the stack's name, which ends the names that the program leaves to Pulumi
     * @param port of S3, with Kinesis, the resource provider, Lambda, Glue, CloudWatch and Secrets Manager on the six behind it; 0 takes
     *     any free ones
     * @param shardLimits what each shard takes in a second
     * @param faults of S3
     */
    public record Options(
            Path folder,
            boolean emptied,
            Path project,
            String region,
            String stack,
            int port,
            ShardLimits shardLimits,
            Faults faults) {

        /** In a folder that is to be kept, on free ports, without limits and faults. */
        public static Options in(Path folder, Path project, String region, String stack) {
            return new Options(folder, false, project, region, stack, 0, ShardLimits.NONE, Faults.NONE);
        }

        private int port(int offset) {
            return port == 0 ? 0 : port + offset;
        }

        /** Looked at before anything is made in the folder. */
        private void requireFreePorts() {
            for (int offset = 0; port != 0 && offset < PORTS; offset++) {
                try {
                    new ServerSocket(port(offset), 1, InetAddress.getByAddress(LOOPBACK)).close();
                } catch (IOException taken) {
                    throw new LocalAwsException(
                            "the local AWS can't start: port " + port(offset) + " of 127.0.0.1 can't be listened on, "
                                    + taken.getMessage() + OTHER_PORTS,
                            taken);
                }
            }
        }
    }

    /**
     * Starts it, with nothing in it but the buckets that an earlier one left in the folder.
     *
     * @throws LocalAwsException if the folder or a port can't be had
     */
    public static LocalAws start(Options options) {
        options.requireFreePorts();
        var folder = LocalFolder.claim(options.folder(), options.emptied() ? LocalFolder.DEMO : LocalFolder.SERVE);
        try {
            if (options.emptied()) {
                folder.empty();
            } else {
                // Functions don't outlive their process.
                folder.delete("lambda");
            }
            return start(options, folder);
        } catch (IOException failed) {
            folder.close();
            var ports = options.port() == 0 ? "" : OTHER_PORTS;
            throw new LocalAwsException("the local AWS can't start: " + failed.getMessage() + ports, failed);
        } catch (RuntimeException failed) {
            folder.close();
            throw failed;
        }
    }

    private static LocalAws start(Options options, LocalFolder folder) throws IOException {
        var accessKeys = new AccessKeys(new SecureRandom());
        var s3 = S3Server.start(folder.path().resolve("s3"), options.port(), accessKeys, options.faults());
        try {
            return start(options, folder, accessKeys, s3);
        } catch (IOException failed) {
            s3.close();
            throw failed;
        }
    }

    private static LocalAws start(Options options, LocalFolder folder, AccessKeys accessKeys, S3Server s3)
            throws IOException {
        var streams = KinesisStreams.open(
                folder.path().resolve("kinesis"),
                options.region(),
                Account.ID,
                InstantSource.system(),
                options.shardLimits());
        var kinesis = KinesisServer.start(options.port(1), streams, id -> permissionsOfKnown(accessKeys, id));
        try {
            var catalog = DataCatalog.open(folder.path().resolve("glue"), Account.ID, InstantSource.system());
            var secrets = SecretsServer.start(
                    options.port(6),
                    new Secrets(folder.path().resolve("secrets")),
                    id -> permissionsOfKnown(accessKeys, id));
            var account = Account.empty(
                    options.region(),
                    folder.path(),
                    options.project(),
                    options.stack(),
                    streams,
                    s3,
                    catalog,
                    secrets,
                    accessKeys);
            return withProvider(options, accessKeys, folder, streams, s3, kinesis, account);
        } catch (IOException failed) {
            kinesis.close();
            throw failed;
        }
    }

    private static LocalAws withProvider(
            Options options,
            AccessKeys accessKeys,
            LocalFolder folder,
            KinesisStreams streams,
            S3Server s3,
            KinesisServer kinesis,
            Account account)
            throws IOException {
        try {
            var provider = ProviderServer.start(options.port(2), ResourceTable.of(account), options.region());
            return withLambda(options, accessKeys, folder, streams, s3, kinesis, account, provider);
        } catch (IOException failed) {
            account.secrets().close();
            throw failed;
        }
    }

    private static LocalAws withLambda(
            Options options,
            AccessKeys accessKeys,
            LocalFolder folder,
            KinesisStreams streams,
            S3Server s3,
            KinesisServer kinesis,
            Account account,
            ProviderServer provider)
            throws IOException {
        try {
            var lambda = LambdaServer.start(
                    options.port(3), new DeployedFunctions(account), id -> permissions(accessKeys, id));
            return withGlue(options, accessKeys, folder, streams, s3, kinesis, account, provider, lambda);
        } catch (IOException failed) {
            provider.close();
            throw failed;
        }
    }

    private static LocalAws withGlue(
            Options options,
            AccessKeys accessKeys,
            LocalFolder folder,
            KinesisStreams streams,
            S3Server s3,
            KinesisServer kinesis,
            Account account,
            ProviderServer provider,
            LambdaServer lambda)
            throws IOException {
        try {
            var glue = GlueServer.start(
                    options.port(4),
                    account.catalog(),
                    "arn:aws:glue:" + account.region() + ":" + Account.ID + ":",
                    id -> permissionsOfKnown(accessKeys, id));
            return withCloudWatch(options, accessKeys, folder, streams, s3, kinesis, account, provider, lambda, glue);
        } catch (IOException failed) {
            lambda.close();
            throw failed;
        }
    }

    private static LocalAws withCloudWatch(
            Options options,
            AccessKeys accessKeys,
            LocalFolder folder,
            KinesisStreams streams,
            S3Server s3,
            KinesisServer kinesis,
            Account account,
            ProviderServer provider,
            LambdaServer lambda,
            GlueServer glue)
            throws IOException {
        try {
            var cloudWatch = CloudWatchServer.start(
                    options.port(5), new AccountMetrics(account), id -> permissionsOfKnown(accessKeys, id));
            account.endpoints().put("AWS_ENDPOINT_URL_GLUE", glue.endpoint().toString());
            account.endpoints()
                    .put("AWS_ENDPOINT_URL_CLOUDWATCH", cloudWatch.endpoint().toString());
            return new LocalAws(folder, streams, s3, kinesis, account, provider, lambda, glue, cloudWatch);
        } catch (IOException failed) {
            glue.close();
            throw failed;
        }
    }

    private static Permissions permissions(AccessKeys keys, String accessKeyId) {
        var known = keys.find(accessKeyId);
        return (known == null ? Caller.ANONYMOUS : known.caller()).permissions();
    }

    private static @Nullable Permissions permissionsOfKnown(AccessKeys keys, String accessKeyId) {
        var known = keys.find(accessKeyId);
        return known == null ? null : known.caller().permissions();
    }

    public Path folder() {
        return folder.path();
    }

    public Account account() {
        return account;
    }

    /** What makes the program's resources in this account. */
    public ResourceTable resources() {
        return ResourceTable.of(account);
    }

    /** The environment that points any AWS client here, and Pulumi's engine. */
    public Map<String, String> environment() {
        var environment = new LinkedHashMap<String, String>();
        environment.put("AWS_ENDPOINT_URL_S3", s3.endpoint().toString());
        environment.put("AWS_ENDPOINT_URL_KINESIS", kinesis.endpoint().toString());
        environment.put("AWS_ENDPOINT_URL_LAMBDA", lambda.endpoint().toString());
        environment.put("AWS_ENDPOINT_URL_GLUE", glue.endpoint().toString());
        environment.put("AWS_ENDPOINT_URL_CLOUDWATCH", cloudWatch.endpoint().toString());
        environment.put(
                "AWS_ENDPOINT_URL_SECRETS_MANAGER", account.secrets().endpoint().toString());
        environment.put("AWS_REGION", account.region());
        environment.put("AWS_DEFAULT_REGION", account.region());
        environment.put("AWS_ACCESS_KEY_ID", AccessKey.PERSON.id());
        environment.put("AWS_SECRET_ACCESS_KEY", AccessKey.PERSON.secret());
        environment.put("PULUMI_DEBUG_PROVIDERS", "aws:" + provider.port());
        return environment;
    }

    public S3Server s3() {
        return s3;
    }

    public KinesisServer kinesis() {
        return kinesis;
    }

    /** A client of this Kinesis, for the person at the keyboard. */
    public KinesisClient kinesisClient() {
        var person = AccessKey.PERSON;
        return KinesisClient.builder()
                .endpointOverride(kinesis.endpoint())
                .region(Region.of(account.region()))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(person.id(), person.secret())))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** From now on, schedules invoke their functions. */
    public void startSchedules() {
        account.scheduler().start();
    }

    @Override
    public void close() {
        cloudWatch.close();
        glue.close();
        lambda.close();
        provider.close();
        kinesis.close();
        account.close();
        account.secrets().close();
        s3.close();
        streams.close();
        folder.close();
    }
}
