package dev.kinesislake.table.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.squareup.moshi.JsonReader;
import dev.kinesislake.table.SealOptions;
import dev.kinesislake.table.SealReport;
import dev.kinesislake.table.Sealer;
import dev.kinesislake.table.build.BuildLimits;
import dev.kinesislake.table.build.HourBuilder;
import dev.kinesislake.table.build.HourFiles;
import dev.kinesislake.table.frontier.CloudWatchMetrics;
import dev.kinesislake.table.frontier.StackFrontier;
import dev.kinesislake.table.frontier.WaitingBatches;
import dev.kinesislake.table.iceberg.GlueTables;
import dev.kinesislake.table.raw.S3RawLake;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import okio.Okio;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The scheduled function's entry: seals what is due among recent hours, and once a day wherever it is. An hour that can't be built is logged,
 * and keeps {@code sealed_through} from passing it; whatever keeps a whole run from its end is the invocation's error.
 *
 * <p>An invocation's event is an object. Its only member that counts is {@code unfinishedToo}: with {@code true}, hours are built that aren't
 * over.
 */
public final class SealHandler implements RequestStreamHandler {

    /** No hour is begun with less time left. One that takes longer is begun first by the next run, and has all of its time. */
    private static final Duration TIME_FOR_AN_HOUR = Duration.ofMinutes(4);

    // Together no more than SealConfig gives the function.
    private static final int ENGINE_MEMORY_MB = 1_000;
    private static final int SPILL_MB = 2_000;
    private static final int OBJECTS_MB = 800;

    private static final int PARALLEL = 16;

    private final SealConfig config;
    private final String region;
    private final Path scratch;
    private final S3Client s3;
    private final CloudWatchClient cloudWatch;
    private final Clock clock = Clock.systemUTC();

    /** For Lambda. */
    public SealHandler() {
        var environment = System.getenv();
        config = SealConfig.fromEnvironment(environment);
        region = String.valueOf(environment.get("AWS_REGION"));
        // An environment's own, with no character that the engine takes for a pattern.
        var own = String.valueOf(environment.get("AWS_LAMBDA_LOG_STREAM_NAME")).replaceAll("[^0-9A-Za-z]", "-");
        scratch = Path.of(System.getProperty("java.io.tmpdir"), "seal-" + own);
        s3 = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        cloudWatch = CloudWatchClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        var log = new SealLog(context.getAwsRequestId(), context.getLogger()::log);
        var start = clock.instant();
        try {
            var report = seal(isUnfinishedToo(event), context, log);
            log.sealed(report, start, clock.instant());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("the run was stopped", stopped);
        }
        response.write('{');
        response.write('}');
    }

    private SealReport seal(boolean isUnfinishedToo, Context context, SealLog log) throws InterruptedException {
        // An invocation that was killed leaves its files to the next one.
        HourFiles.clear(scratch);
        var kept = Duration.ofDays(config.snapshotDays());
        try (var table = GlueTables.open(region, config.database(), config.lakeBucket(), kept)) {
            var lake = new S3RawLake(s3, config.lakeBucket());
            var limits = new BuildLimits(
                    ENGINE_MEMORY_MB,
                    scratch,
                    SPILL_MB,
                    OBJECTS_MB,
                    BuildLimits.in(scratch).fileMb());
            var frontier = new StackFrontier(
                    new CloudWatchMetrics(cloudWatch, config.stream(), config.consumer()),
                    new WaitingBatches(s3, config.failedBucket()),
                    clock);
            var options = new SealOptions(
                    config.expiry(),
                    SealOptions.DEFAULT.hoursPerCommit(),
                    () -> context.getRemainingTimeInMillis() < TIME_FOR_AN_HOUR.toMillis());
            var sealer =
                    new Sealer(lake, table, new HourBuilder(lake, limits, PARALLEL), frontier, clock, log, options);
            return isUnfinishedToo ? sealer.seal(true) : sealer.sealRecent();
        }
    }

    private static boolean isUnfinishedToo(InputStream event) throws IOException {
        boolean isUnfinishedToo = false;
        try (var json = JsonReader.of(Okio.buffer(Okio.source(event)))) {
            json.beginObject();
            while (json.hasNext()) {
                if (json.nextName().equals("unfinishedToo")) {
                    isUnfinishedToo = json.nextBoolean();
                } else {
                    json.skipValue();
                }
            }
            json.endObject();
        }
        return isUnfinishedToo;
    }
}
