package dev.kinesislake.app.config;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the buckets share.
 *
 * @param noncurrentDays until the old version of an overwritten or deleted object is gone for good
 * @param unfinishedUploadDays until the parts of an unfinished upload are deleted
 * @param accessLogDays until an entry about a request to a bucket is deleted; empty has S3 write none
 * @param vpcEndpointId the only VPC endpoint through which anyone but the function reads and writes objects
 */
public record BucketConfig(
        int noncurrentDays, int unfinishedUploadDays, OptionalInt accessLogDays, Optional<String> vpcEndpointId) {

    private static final int MAX_DAYS = 36_500;

    static BucketConfig read(ConfigReader reader) {
        var noncurrent = reader.number("noncurrentDays", 1, MAX_DAYS);
        var unfinished = reader.number("unfinishedUploadDays", 1, MAX_DAYS);
        var accessLog = reader.days("accessLogDays", 1);
        var endpoint = reader.textOrEmpty(
                "vpcEndpointId",
                "vpce- and 8 or 17 hexadecimal digits",
                id -> id.matches("vpce-([0-9a-f]{8}|[0-9a-f]{17})"));
        return new BucketConfig(
                noncurrent, unfinished, accessLog, Optional.of(endpoint).filter(id -> !id.isEmpty()));
    }
}
