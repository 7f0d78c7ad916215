package dev.kinesislake.lab.aws;

import dev.kinesislake.lab.aws.cloudwatch.CloudWatchServer;
import dev.kinesislake.lab.aws.glue.DataCatalog;
import dev.kinesislake.lab.aws.glue.GlueServer;
import dev.kinesislake.lab.aws.iam.AccessKey;
import dev.kinesislake.lab.aws.iam.AccessKeys;
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
import java.util.function.Function;
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

    private final Started started;
    private final LocalFolder folder;
    private final S3Server s3;
    private final KinesisServer kinesis;
    private final Account account;
    private final Map<String, String> environment;

    private LocalAws(
            Started started,
            LocalFolder folder,
            S3Server s3,
            KinesisServer kinesis,
            Account account,
            Map<String, String> environment) {
        this.started = started;
        this.folder = folder;
        this.s3 = s3;
        this.kinesis = kinesis;
        this.account = account;
        this.environment = environment;
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
        var started = new Started();
        try {
            return start(options, started);
        } catch (IOException failed) {
            started.end();
            var ports = options.port() == 0 ? "" : OTHER_PORTS;
            throw new LocalAwsException("the local AWS can't start: " + failed.getMessage() + ports, failed);
        } catch (RuntimeException failed) {
            started.end();
            throw failed;
        }
    }

    private static LocalAws start(Options options, Started started) throws IOException {
        var folder = started.with(
                LocalFolder.claim(options.folder(), options.emptied() ? LocalFolder.DEMO : LocalFolder.SERVE),
                LocalFolder::close);
        if (options.emptied()) {
            folder.empty();
        } else {
            // Functions don't outlive their process.
            folder.delete("lambda");
        }
        var keys = new AccessKeys(new SecureRandom());
        Function<String, @Nullable Permissions> callers = id -> permissions(keys, id);
        var streams = started.with(
                KinesisStreams.open(
                        folder.path().resolve("kinesis"),
                        options.region(),
                        Account.ID,
                        InstantSource.system(),
                        options.shardLimits()),
                KinesisStreams::close);
        var s3 = started.with(
                S3Server.start(folder.path().resolve("s3"), options.port(), keys, options.faults()), S3Server::close);
        var secrets = started.with(
                SecretsServer.start(options.port(6), new Secrets(folder.path().resolve("secrets")), callers),
                SecretsServer::close);
        var account = started.with(
                Account.empty(
                        options.region(),
                        folder.path(),
                        options.project(),
                        options.stack(),
                        streams,
                        s3,
                        DataCatalog.open(folder.path().resolve("glue"), Account.ID, InstantSource.system()),
                        secrets,
                        keys),
                Account::close);
        var kinesis = started.with(KinesisServer.start(options.port(1), streams, callers), KinesisServer::close);
        var provider = started.with(
                ProviderServer.start(options.port(2), ResourceTable.of(account), options.region()),
                ProviderServer::close);
        var lambda = started.with(
                LambdaServer.start(options.port(3), new DeployedFunctions(account), callers), LambdaServer::close);
        var glue = started.with(
                GlueServer.start(
                        options.port(4),
                        account.catalog(),
                        "arn:aws:glue:" + account.region() + ":" + Account.ID + ":",
                        callers),
                GlueServer::close);
        var cloudWatch = started.with(
                CloudWatchServer.start(options.port(5), new AccountMetrics(account), callers), CloudWatchServer::close);
        account.endpoints().put("AWS_ENDPOINT_URL_GLUE", glue.endpoint().toString());
        account.endpoints()
                .put("AWS_ENDPOINT_URL_CLOUDWATCH", cloudWatch.endpoint().toString());

        var environment = new LinkedHashMap<String, String>();
        environment.put("AWS_ENDPOINT_URL_S3", s3.endpoint().toString());
        environment.put("AWS_ENDPOINT_URL_KINESIS", kinesis.endpoint().toString());
        environment.put("AWS_ENDPOINT_URL_LAMBDA", lambda.endpoint().toString());
        environment.put("AWS_ENDPOINT_URL_GLUE", glue.endpoint().toString());
        environment.put("AWS_ENDPOINT_URL_CLOUDWATCH", cloudWatch.endpoint().toString());
        environment.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", secrets.endpoint().toString());
        environment.put("AWS_REGION", account.region());
        environment.put("AWS_DEFAULT_REGION", account.region());
        environment.put("AWS_ACCESS_KEY_ID", AccessKey.PERSON.id());
        environment.put("AWS_SECRET_ACCESS_KEY", AccessKey.PERSON.secret());
        environment.put("PULUMI_DEBUG_PROVIDERS", "aws:" + provider.port());
        return new LocalAws(started, folder, s3, kinesis, account, environment);
    }

    private static @Nullable Permissions permissions(AccessKeys keys, String accessKeyId) {
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
        return new LinkedHashMap<>(environment);
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
        started.end();
    }
}
