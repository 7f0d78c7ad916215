package dev.kinesislake.cli;

import java.util.Map;

/**
 * A resource of AWS that the program declares.
 *
 * @param type Pulumi's token, such as {@code aws:s3/bucketV2:BucketV2}
 * @param inputs as they are sent to the provider
 */
public record DeclaredResource(String type, String name, Map<String, Object> inputs) {}
