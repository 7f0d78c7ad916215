package dev.kinesislake.function.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import okio.Buffer;
import okio.Okio;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.RegionMetadata;

/**
 * Reads a secret from AWS Secrets Manager ("GetSecretValue", AWS Secrets Manager API Reference). It's one request at the function's start,
 * signed by the parts of the SDK that S3's client has: a client of its own would make the package larger, and the start slower.
 */
public final class SecretReader {

    private static final int MAX_ATTEMPTS = 3;
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final SdkHttpClient http;
    private final Map<String, String> environment;

    private SecretReader(SdkHttpClient http, Map<String, String> environment) {
        this.http = http;
        this.environment = environment;
    }

    /** A reader with the region, the credentials and the endpoint of the environment. */
    public static SecretReader ofEnvironment(Map<String, String> environment) {
        var http = Apache5HttpClient.builder()
                .maxConnections(1)
                .connectionTimeout(TIMEOUT)
                .socketTimeout(TIMEOUT)
                .build();
        return over(http, environment);
    }

    /** The same over another HTTP client. */
    static SecretReader over(SdkHttpClient http, Map<String, String> environment) {
        return new SecretReader(http, environment);
    }

    /**
     * Reads the secret's current value, and closes the connection.
     *
     * @param secret its ARN
     * @throws IllegalStateException if it can't be read; its message names the secret and what the service says, and not the value
     */
    public String read(String secret) {
        try (http) {
            for (int attempt = 1; ; attempt++) {
                try {
                    var answer = send(secret);
                    if (answer.status() == 200) {
                        return member(answer.body(), "SecretString");
                    }
                    if (answer.status() < 500 || attempt == MAX_ATTEMPTS) {
                        throw unreadable(secret, answer.words(), null);
                    }
                } catch (IOException noAnswer) {
                    if (attempt == MAX_ATTEMPTS) {
                        throw unreadable(secret, noAnswer.getClass().getSimpleName(), noAnswer);
                    }
                }
            }
        }
    }

    private record Answer(int status, String body) {

        /** The error's type and the status. Messages are left out: AWS's may name the caller. */
        String words() {
            var type = member(body, "__type").replaceAll("^.*#", "");
            return (type.matches("[A-Za-z0-9.]+") ? type + ", " : "") + "status " + status;
        }
    }

    private static IllegalStateException unreadable(String secret, String why, @Nullable Throwable cause) {
        var remedy = why.startsWith("ResourceNotFoundException") ? ": create its value with ./lake personal-key" : "";
        return new IllegalStateException("can't read the secret " + secret + ": " + why + remedy, cause);
    }

    private Answer send(String secret) throws IOException {
        var body = body(secret).getBytes(UTF_8);
        var request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(endpoint())
                .putHeader("Content-Type", "application/x-amz-json-1.1")
                .putHeader("X-Amz-Target", "secretsmanager.GetSecretValue")
                .putHeader("Content-Length", Integer.toString(body.length))
                .build();
        var payload = ContentStreamProvider.fromByteArrayUnsafe(body);
        var signed = AwsV4HttpSigner.create().sign(sign -> sign.identity(S3Clients.credentials(environment))
                .request(request)
                .payload(payload)
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "secretsmanager")
                .putProperty(AwsV4HttpSigner.REGION_NAME, region()));
        var answer = http.prepareRequest(HttpExecuteRequest.builder()
                        .request(signed.request())
                        .contentStreamProvider(payload)
                        .build())
                .call();
        var text = answer.responseBody();
        if (text.isEmpty()) {
            return new Answer(answer.httpResponse().statusCode(), "");
        }
        try (var in = Okio.buffer(Okio.source(text.get()))) {
            return new Answer(answer.httpResponse().statusCode(), in.readUtf8());
        }
    }

    private static String body(String secret) {
        var text = new Buffer();
        try (var json = JsonWriter.of(text)) {
            json.beginObject();
            json.name("SecretId").value(secret);
            json.endObject();
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
        return text.readUtf8();
    }

    /** A member of an object; empty where there is none. */
    private static String member(String object, String name) {
        try (var json = JsonReader.of(new Buffer().writeUtf8(object))) {
            json.beginObject();
            while (json.hasNext()) {
                if (json.nextName().equals(name) && json.peek() == JsonReader.Token.STRING) {
                    return json.nextString();
                }
                json.skipValue();
            }
        } catch (IOException | JsonDataException notAnObject) {
            // as if it had no such member
        }
        return "";
    }

    private String region() {
        return S3Clients.required(environment, "AWS_REGION");
    }

    private URI endpoint() {
        var own = S3Clients.endpoint(environment, "AWS_ENDPOINT_URL_SECRETS_MANAGER");
        if (own != null) {
            return own;
        }
        var fips = environment.getOrDefault("AWS_USE_FIPS_ENDPOINT", "").equals("true") ? "-fips" : "";
        var metadata = RegionMetadata.of(Region.of(region()));
        var suffix = metadata == null ? "amazonaws.com" : metadata.partition().dnsSuffix();
        return URI.create("https://secretsmanager" + fips + "." + region() + "." + suffix + "/");
    }
}
