package dev.kinesislake.function.store;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.zip.CRC32;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/** Makes a PUT one that S3 believes: with a checksum of the object, and a signature (Signature Version 4) of all that isn't the object. */
final class S3Signer {

    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final String region;
    private final S3Credentials credentials;
    private volatile Clock clock = Clock.systemUTC();

    S3Signer(String region, S3Credentials credentials) {
        this.region = region;
        this.credentials = credentials;
    }

    SignedRequest sign(SdkHttpRequest.Builder put, StoredObject object) {
        var unsigned = put.putHeader("Content-Type", object.contentType())
                .putHeader("Content-Length", Integer.toString(object.body().length))
                .putHeader("x-amz-checksum-crc32", crc32(object.body()))
                .build();
        return signer.sign(SignRequest.builder(credentials.current())
                .request(unsigned)
                .payload(ContentStreamProvider.fromByteArrayUnsafe(object.body()))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, clock)
                // S3's variant: the path as it is sent, and over HTTPS the checksum instead of a hash of the object.
                .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                .putProperty(AwsV4HttpSigner.CHUNK_ENCODING_ENABLED, false)
                .build());
    }

    /** Signs by S3's clock from now on, if S3 has refused because of ours. */
    void learnFrom(S3Refusal refusal) {
        var time = refusal.correctTime();
        if (time != null) {
            clock = Clock.offset(
                    Clock.systemUTC(), Duration.between(Clock.systemUTC().instant(), time));
        }
    }

    private static String crc32(byte[] body) {
        var crc = new CRC32();
        crc.update(body);
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(Integer.BYTES)
                        .putInt((int) crc.getValue())
                        .array());
    }
}
