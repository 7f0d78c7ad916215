package dev.kinesislake.lab.proof.chaos;

import dev.kinesislake.function.config.ConsumerConfig;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.function.personal.Erased;
import dev.kinesislake.function.store.ObjectStore;
import dev.kinesislake.function.store.PatientStore;
import dev.kinesislake.function.store.S3ObjectStore;
import dev.kinesislake.lab.proof.chaos.InProcessHttp.Requests;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The function's execution environments in this process, with the function's own handler and object store, whose requests end in a
 * simulated S3. It lasts for any number of scenarios, one after the other.
 */
final class Workbench {

    static final String LAKE = "lake";
    static final String FAILED = "failed";

    static final Set<String> SECTIONS = Set.copyOf(SentRecord.SECTIONS);

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "AWS_REGION",
            "eu-central-1",
            "AWS_ACCESS_KEY_ID",
            "test",
            "AWS_SECRET_ACCESS_KEY",
            "test",
            "AWS_ENDPOINT_URL_S3",
            "https://" + InProcessHttp.HOST);

    private final FunctionOf function;
    private final Function<S3Request, String> etags;
    private final UnaryOperator<SealParts> sealer;
    private final ErasureParts eraser;
    private final S3Client client;
    private final S3ObjectStore s3;
    private final ObjectStore store;
    private final Map<ConsumerConfig, List<Environment>> environments = new HashMap<>();

    Workbench(FunctionOf function) {
        this(function, requests -> requests, SimulatedS3::md5, parts -> parts, ErasureParts.REAL);
    }

    /**
     * A workbench whose S3 isn't as S3 is.
     *
     * @param between what stands between the function and S3
     * @param etags S3's
     * @param sealer the parts of a sealer that isn't as it is
     * @param eraser the same of what erases
     */
    Workbench(
            FunctionOf function,
            UnaryOperator<Requests> between,
            Function<S3Request, String> etags,
            UnaryOperator<SealParts> sealer,
            ErasureParts eraser) {
        this.function = function;
        this.etags = etags;
        this.sealer = sealer;
        this.eraser = eraser;
        var http =
                new InProcessHttp(between.apply(request -> Invocation.current().take(request)));
        this.client = S3Client.builder()
                .httpClient(
                        new InProcessHttp(request -> SimulatedProcess.current().send(request)))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .endpointOverride(URI.create("https://" + InProcessHttp.HOST))
                .forcePathStyle(true)
                .overrideConfiguration(configuration -> configuration.retryStrategy(StandardRetryStrategy.builder()
                        .maxAttempts(S3ObjectStore.MAX_ATTEMPTS)
                        .circuitBreakerEnabled(false)
                        .backoffStrategy(BackoffStrategy.retryImmediately())
                        .build()))
                .build();
        this.s3 = S3ObjectStore.withoutWaits(http, ENVIRONMENT);
        // The time that is left is virtual, and the simulated S3 keeps to it; the store would take it for real.
        this.store = new PatientStore(
                (object, atMost) -> s3.put(object, Duration.ofDays(1)),
                () -> Invocation.current().nanos(),
                duration -> Invocation.current().pause(duration));
    }

    /** What a sealer is made of, from what it should be. */
    UnaryOperator<SealParts> sealer() {
        return sealer;
    }

    /** What erases is made of. */
    ErasureParts eraser() {
        return eraser;
    }

    /** S3, for processes. */
    S3Client client() {
        return client;
    }

    /** An empty S3. */
    SimulatedS3 s3() {
        return new SimulatedS3(etags, LAKE, FAILED);
    }

    /** An environment that is free, or a new one. */
    Environment environment(Settings settings, Set<String> sections) {
        var config = new ConsumerConfig(LAKE, FAILED, sections, settings.putParallelism());
        var all = environments.computeIfAbsent(config, any -> new ArrayList<>());
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).isDead()) {
                all.set(i, start(config, i));
            }
            if (all.get(i).isFree()) {
                return all.get(i);
            }
        }
        var another = start(config, all.size());
        all.add(another);
        return another;
    }

    private Environment start(ConsumerConfig config, int number) {
        var list = s3.watch(LAKE, LakeLayout.ERASED_KEY, Erased::ofJson, Erased.NONE);
        return new Environment(
                function.make(
                        config,
                        // Where nobody is erased, the request would take most of a scenario's time.
                        () -> Invocation.current().isSomebodyErased() ? list.current() : Erased.NONE,
                        store,
                        puts -> VirtualThreads.puts(puts, config.putParallelism()),
                        new InvocationClock()),
                number);
    }

    /** Takes no environment over into the next scenario. */
    void discard() {
        environments.clear();
    }

    /** From the next invocation on, other environments answer. */
    void update() {
        environments.values().forEach(all -> all.removeIf(Environment::isFree));
    }
}
