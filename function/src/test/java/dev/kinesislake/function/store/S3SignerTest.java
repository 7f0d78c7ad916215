package dev.kinesislake.function.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

class S3SignerTest {

    private static final Map<String, String> ENVIRONMENT =
            Map.of("AWS_REGION", "eu-central-1", "AWS_ACCESS_KEY_ID", "AKID", "AWS_SECRET_ACCESS_KEY", "secret");

    private final S3Signer signer = new S3Signer("eu-central-1", new S3Credentials(ENVIRONMENT));

    @Test
    void signsByS3sClockAfterS3RefusedBecauseOfItsOwn() {
        signer.learnFrom(refusal("RequestTimeTooSkewed", "Sun, 06 Nov 1994 08:49:37 GMT"));

        assertThat(header("x-amz-date")).startsWith("19941106T0849");
    }

    @Test
    void keepsItsClockWhenS3RefusesForAnotherReasonOrTellsNoTime() {
        signer.learnFrom(refusal("AccessDenied", "Sun, 06 Nov 1994 08:49:37 GMT"));
        signer.learnFrom(refusal("RequestTimeTooSkewed", "yesterday"));

        assertThat(header("x-amz-date")).startsWith("20");
    }

    @Test
    void overHttpsTheChecksumIsSignedInsteadOfTheObject() {
        assertThat(header("x-amz-content-sha256")).isEqualTo("UNSIGNED-PAYLOAD");
        assertThat(header("Authorization")).contains(";x-amz-checksum-crc32;");
    }

    private String header(String name) {
        SdkHttpRequest.Builder put = S3Endpoint.of(ENVIRONMENT).put("lake", "key");
        var object = new StoredObject("lake", "key", "application/gzip", "123456789".getBytes(UTF_8));
        return signer.sign(put, object).request().firstMatchingHeader(name).orElseThrow();
    }

    private static S3Refusal refusal(String code, String date) {
        return S3Refusal.of(
                SdkHttpResponse.builder()
                        .statusCode(403)
                        .putHeader("Date", date)
                        .build(),
                ("<Error><Code>" + code + "</Code></Error>").getBytes(UTF_8));
    }
}
