package dev.kinesislake.app.config;

import java.util.Optional;

/**
 * What both buckets share.
 *
 * @param noncurrentDays until the old version of an overwritten or deleted object is gone for good
 * @param unfinishedUploadDays until the parts of an unfinished upload are deleted
 * @param vpcEndpointId the only VPC endpoint through which anyone but the function reads and writes objects
 */
public record BucketConfig(int noncurrentDays, int unfinishedUploadDays, Optional<String> vpcEndpointId) {

    private static final int MAX_DAYS = 36_500;

    static BucketConfig read(ConfigReader reader) {
        var noncurrent = reader.number("noncurrentDays", 1, MAX_DAYS);
        var unfinished = reader.number("unfinishedUploadDays", 1, MAX_DAYS);
        var endpoint = reader.textOrEmpty(
                "vpcEndpointId",
                "vpce- and 8 or 17 hexadecimal digits",
                id -> id.matches("vpce-([0-9a-f]{8}|[0-9a-f]{17})"));
        return new BucketConfig(noncurrent, unfinished, Optional.of(endpoint).filter(id -> !id.isEmpty()));
    }
}
