package dev.kinesislake.bench.parts;

import dev.kinesislake.local.iam.AccessKey;
import java.net.URI;

/** What the AWS SDK finds where Lambda's environment variables would be. */
final class S3Environment {

    private S3Environment() {}

    /** For clients that reach nothing. */
    static void set() {
        set(URI.create("http://127.0.0.1:1"));
    }

    static void set(URI endpoint) {
        System.setProperty("aws.region", "eu-central-1");
        System.setProperty("aws.accessKeyId", AccessKey.PERSON.id());
        System.setProperty("aws.secretAccessKey", AccessKey.PERSON.secret());
        System.setProperty("aws.endpointUrlS3", endpoint.toString());
    }
}
