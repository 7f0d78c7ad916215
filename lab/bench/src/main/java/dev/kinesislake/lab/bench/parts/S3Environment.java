package dev.kinesislake.lab.bench.parts;

import dev.kinesislake.lab.aws.iam.AccessKey;
import java.net.URI;
import java.util.Map;

/** Lambda's environment variables, as the function gets them, and as the AWS SDK's clients of its rivals find them. */
final class S3Environment {

    /** For clients that reach nothing. They sign as for S3's own endpoint, which has TLS: without, all of an object is hashed, too. */
    private static final URI NOWHERE = URI.create("https://127.0.0.1:1");

    private S3Environment() {}

    /** The function's variables, where it reaches nothing. */
    static Map<String, String> nowhere() {
        return of(NOWHERE);
    }

    /** The function's variables. */
    static Map<String, String> of(URI endpoint) {
        return Map.of(
                "AWS_REGION", "eu-central-1",
                "AWS_ACCESS_KEY_ID", AccessKey.PERSON.id(),
                "AWS_SECRET_ACCESS_KEY", AccessKey.PERSON.secret(),
                "AWS_ENDPOINT_URL_S3", endpoint.toString());
    }

    /** For the SDK's clients that reach nothing. */
    static void set() {
        set(NOWHERE);
    }

    /** For the SDK's clients. */
    static void set(URI endpoint) {
        System.setProperty("aws.region", "eu-central-1");
        System.setProperty("aws.accessKeyId", AccessKey.PERSON.id());
        System.setProperty("aws.secretAccessKey", AccessKey.PERSON.secret());
        System.setProperty("aws.endpointUrlS3", endpoint.toString());
    }
}
