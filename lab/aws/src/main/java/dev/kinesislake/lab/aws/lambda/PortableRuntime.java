package dev.kinesislake.lab.aws.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/**
 * A runtime in plain Java: asks the runtime API for invocations and hands them to a {@code RequestStreamHandler} ("Using the Lambda
 * runtime API for custom runtimes"). The function is the working directory and the jars of its {@code lib}.
 */
final class PortableRuntime {

    private static final String API = "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/";

    private PortableRuntime() {}

    public static void main(String[] arguments) throws IOException {
        ParentWatch.start();
        RequestStreamHandler handler;
        try {
            handler = handler(arguments[0].split("::", 2)[0]);
        } catch (ReflectiveOperationException | IOException | RuntimeException | LinkageError failure) {
            postError("init/error", failure.getCause() == null ? failure : failure.getCause());
            System.exit(1);
            return;
        }
        while (true) {
            handleNext(handler);
        }
    }

    private static RequestStreamHandler handler(String type) throws ReflectiveOperationException, IOException {
        var urls = new ArrayList<URL>();
        var root = Path.of("").toAbsolutePath();
        urls.add(root.toUri().toURL());
        try (var jars = Files.list(root.resolve("lib"))) {
            for (var jar : (Iterable<Path>) jars.sorted()::iterator) {
                urls.add(jar.toUri().toURL());
            }
        }
        var loader = new URLClassLoader(urls.toArray(URL[]::new), PortableRuntime.class.getClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
        return loader.loadClass(type)
                .asSubclass(RequestStreamHandler.class)
                .getConstructor()
                .newInstance();
    }

    private static void handleNext(RequestStreamHandler handler) throws IOException {
        var next = connection("invocation/next");
        var event = next.getInputStream().readAllBytes();
        var requestId = next.getHeaderField("Lambda-Runtime-Aws-Request-Id");
        var context = new PortableContext(
                requestId,
                next.getHeaderField("Lambda-Runtime-Invoked-Function-Arn"),
                Long.parseLong(next.getHeaderField("Lambda-Runtime-Deadline-Ms")));
        var response = new ByteArrayOutputStream();
        try {
            handler.handleRequest(new ByteArrayInputStream(event), response, context);
        } catch (IOException | RuntimeException | Error failure) {
            postError("invocation/" + requestId + "/error", failure);
            if (failure instanceof VirtualMachineError) {
                System.exit(1);
            }
            return;
        }
        post("invocation/" + requestId + "/response", response.toByteArray());
    }

    private static void postError(String path, Throwable failure) throws IOException {
        var message = failure.getMessage() == null ? "" : failure.getMessage();
        post(
                path,
                ("{\"errorType\":\"" + failure.getClass().getName() + "\",\"errorMessage\":\"" + escaped(message)
                                + "\"}")
                        .getBytes(StandardCharsets.UTF_8));
    }

    /** As a JSON string has it. */
    private static String escaped(String text) {
        var escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
                escaped.append(String.format("\\u%04x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static void post(String path, byte[] body) throws IOException {
        var post = connection(path);
        post.setRequestMethod("POST");
        post.setDoOutput(true);
        post.setFixedLengthStreamingMode(body.length);
        try (OutputStream out = post.getOutputStream()) {
            out.write(body);
        }
        // The API answers a response that is too large with 413, and reports that to the caller of the function itself.
        try (var answer = post.getResponseCode() < 400 ? post.getInputStream() : post.getErrorStream()) {
            answer.readAllBytes();
        }
    }

    private static HttpURLConnection connection(String path) throws IOException {
        return (HttpURLConnection) URI.create(API + path).toURL().openConnection();
    }
}
