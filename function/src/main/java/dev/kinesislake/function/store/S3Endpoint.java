package dev.kinesislake.function.store;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * Where S3 is, as the AWS SDKs are told: {@code AWS_REGION}, and {@code AWS_ENDPOINT_URL_S3} or {@code AWS_ENDPOINT_URL} for an S3
 * that isn't the region's own.
 *
 * @param region to sign for
 * @param url of an S3 that isn't the region's own
 */
record S3Endpoint(String region, @Nullable URI url) {

    /** Of the partitions whose domain isn't {@code amazonaws.com}, a prefix of their regions' names and the domain. */
    private static final Map<String, String> DOMAINS = Map.of(
            "cn-", "amazonaws.com.cn",
            "eusc-", "amazonaws.eu",
            "us-iso-", "c2s.ic.gov",
            "us-isob-", "sc2s.sgov.gov",
            "us-isof-", "csp.hci.ic.gov",
            "eu-isoe-", "cloud.adc-e.uk");

    /** @throws IllegalStateException if a variable is missing or wrong */
    static S3Endpoint of(Map<String, String> environment) {
        var region = environment.get("AWS_REGION");
        if (region == null || region.isBlank()) {
            throw new IllegalStateException("environment variables: AWS_REGION is not set");
        }
        for (var name : List.of("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")) {
            var url = environment.get(name);
            if (url != null && !url.isBlank()) {
                if (!url.matches("https?://[^/?#]+[^?#]*")) {
                    throw new IllegalStateException(
                            "environment variables: " + name + " is " + url + ", allowed is an http or https URL");
                }
                return new S3Endpoint(region, URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url));
            }
        }
        return new S3Endpoint(region, null);
    }

    /** The unsigned PUT of an object. The bucket is the host's first label, unless that needs a certificate that S3 hasn't got. */
    SdkHttpRequest.Builder put(String bucket, String key) {
        var path = SdkHttpUtils.urlEncodeIgnoreSlashes(key);
        if (url != null) {
            return request(url, url.getRawPath() + "/" + bucket + "/" + path);
        }
        var host = "s3." + region + "." + domain();
        return bucket.contains(".")
                ? request(URI.create("https://" + host), "/" + bucket + "/" + path)
                : request(URI.create("https://" + bucket + "." + host), "/" + path);
    }

    private static SdkHttpRequest.Builder request(URI server, String path) {
        return SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.PUT)
                .uri(server)
                .encodedPath(path);
    }

    private String domain() {
        for (var domain : DOMAINS.entrySet()) {
            if (region.startsWith(domain.getKey())) {
                return domain.getValue();
            }
        }
        return "amazonaws.com";
    }
}
