package dev.kinesislake.lab.aws.lambda;

import com.github.luben.zstd.Zstd;
import dev.kinesislake.lab.aws.lambda.Invoker.Failed;
import dev.kinesislake.lab.aws.lambda.Invoker.Outcome;
import dev.kinesislake.lab.aws.lambda.Invoker.Returned;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * An execution environment in this JVM, with a class loader that sees the package, the JDK, and zstd for this platform, of which a
 * package for Lambda has only Linux's. The handler must be a
 * {@code RequestStreamHandler}; of its constructors, a public one that takes a {@code Map} gets the environment variables. Clients of
 * the AWS SDK get endpoint, region and credentials from system properties.
 */
final class ClassLoaderEnvironment implements ExecutionEnvironment {

    private static final AtomicBoolean SAID = new AtomicBoolean();

    private final FunctionSpec spec;
    private final String logStream;
    private final InstantSource clock;
    private final InvocationLog log;
    private final URLClassLoader loader;
    private final Map<String, String> variables;
    private @Nullable Object handler;
    private volatile @Nullable FutureTask<byte[]> running;
    private volatile boolean warm = true;

    ClassLoaderEnvironment(FunctionSpec spec, String logStream, InstantSource clock) throws IOException {
        this.spec = spec;
        this.logStream = logStream;
        this.clock = clock;
        this.log = new InvocationLog(spec, logStream);
        this.variables = FunctionVariables.of(spec, logStream);
        var urls = new ArrayList<URL>();
        for (var element : spec.code().classPath()) {
            urls.add(element.toUri().toURL());
        }
        urls.add(Zstd.class.getProtectionDomain().getCodeSource().getLocation());
        loader = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        if (SAID.compareAndSet(false, true)) {
            System.err.println(
                    "AWS's runtime interface client doesn't run here: functions run inside this process, in a class"
                            + " loader of their own, with no limit of memory and no end by force");
        }
    }

    @Override
    public FunctionSpec spec() {
        return spec;
    }

    @Override
    public boolean isWarm() {
        return warm;
    }

    @Override
    public Outcome run(String requestId, byte[] event) throws InterruptedException {
        log.start(requestId);
        var from = System.nanoTime();
        var outcome = outcome(requestId, event);
        var took = Duration.ofNanos(System.nanoTime() - from);
        log.end(outcome, clock.instant(), took, null, null);
        return outcome;
    }

    private Outcome outcome(String requestId, byte[] event) throws InterruptedException {
        var deadline = clock.instant().plus(spec.timeout());
        var task = new FutureTask<>(() -> handle(requestId, event, deadline));
        running = task;
        var thread = new Thread(task, "lambda-" + spec.name());
        thread.setDaemon(true);
        thread.setContextClassLoader(loader);
        thread.start();
        try {
            var payload = task.get(spec.timeout().toMillis(), TimeUnit.MILLISECONDS);
            return payload.length > Failures.MAX_PAYLOAD_BYTES
                    ? Failures.responseTooLarge(requestId)
                    : new Returned(requestId, payload);
        } catch (ExecutionException thrown) {
            var cause = Objects.requireNonNullElse(thrown.getCause(), thrown);
            return new Failed(
                    requestId, cause.getClass().getName(), Objects.requireNonNullElse(cause.getMessage(), ""));
        } catch (TimeoutException | CancellationException late) {
            return Failures.timedOut(requestId, spec.timeout());
        } finally {
            if (!task.isDone() || task.isCancelled()) {
                warm = false;
                task.cancel(true);
            }
        }
    }

    /** Runs in the invocation's own thread; the first one loads the handler. */
    private byte[] handle(String requestId, byte[] event, Instant deadline) throws Exception {
        var out = new ByteArrayOutputStream();
        unwrapped(() -> {
            if (handler == null) {
                handler = newHandler();
            }
            var context = loader.loadClass("com.amazonaws.services.lambda.runtime.Context");
            return loader.loadClass("com.amazonaws.services.lambda.runtime.RequestStreamHandler")
                    .getMethod("handleRequest", InputStream.class, OutputStream.class, context)
                    .invoke(handler, new ByteArrayInputStream(event), out, context(context, requestId, deadline));
        });
        return out.toByteArray();
    }

    private Object newHandler() throws ReflectiveOperationException {
        variables.forEach((name, value) -> {
            if (name.startsWith("AWS_") && !name.startsWith("AWS_LAMBDA_")) {
                System.setProperty(propertyOf(name), value);
            }
        });
        var type = loader.loadClass(spec.handler().split("::", 2)[0]);
        if (!loader.loadClass("com.amazonaws.services.lambda.runtime.RequestStreamHandler")
                .isAssignableFrom(type)) {
            throw new IllegalStateException("handler " + spec.handler()
                    + " is no RequestStreamHandler: no other can be run without AWS's runtime interface client");
        }
        for (var constructor : type.getConstructors()) {
            if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == Map.class) {
                return constructor.newInstance(variables);
            }
        }
        return type.getConstructor().newInstance();
    }

    /** The AWS SDK's naming: {@code AWS_ENDPOINT_URL_S3} is also {@code aws.endpointUrlS3}. */
    static String propertyOf(String variable) {
        var words = variable.toLowerCase(Locale.ROOT).split("_", -1);
        var property = new StringBuilder(words[0]).append('.').append(words[1]);
        for (var i = 2; i < words.length; i++) {
            property.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
        }
        return property.toString();
    }

    private Object context(Class<?> type, String requestId, Instant deadline) {
        return Proxy.newProxyInstance(
                loader, new Class<?>[] {type}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "getAwsRequestId" -> requestId;
                    case "getLogGroupName" -> spec.logs().name();
                    case "getLogStreamName" -> logStream;
                    case "getFunctionName" -> spec.name();
                    case "getFunctionVersion" -> LambdaFunction.VERSION;
                    case "getInvokedFunctionArn" -> spec.arn();
                    case "getMemoryLimitInMB" -> spec.memoryMb();
                    case "getRemainingTimeInMillis" ->
                        Math.toIntExact(Math.max(0, deadline.toEpochMilli() - clock.millis()));
                    case "getLogger" -> logger(method.getReturnType());
                    default -> null;
                });
    }

    private Object logger(Class<?> type) {
        return Proxy.newProxyInstance(loader, new Class<?>[] {type}, (proxy, method, arguments) -> {
            if (method.getName().equals("log") && arguments != null && arguments[0] instanceof String text) {
                log.lines(text.lines().toList());
            }
            return null;
        });
    }

    private static void unwrapped(Callable<?> reflective) throws Exception {
        try {
            reflective.call();
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof Error error) {
                throw error;
            }
            throw thrown.getCause() instanceof Exception cause ? cause : thrown;
        }
    }

    @Override
    public void close() {
        warm = false;
        var task = running;
        if (task != null) {
            task.cancel(true);
        }
        try {
            loader.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("code package " + spec.code().folder() + " can't be closed", failed);
        }
    }
}
