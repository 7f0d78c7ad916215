package dev.kinesislake.lab.aws.mapping;

import dev.kinesislake.lab.aws.iam.Permissions;
import dev.kinesislake.lab.aws.kinesis.ShardLog;
import dev.kinesislake.lab.aws.lambda.Invoker;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a mapping works with.
 *
 * @param roleArn the function's role, which the mapping reads the stream with
 * @param permissions what that role may do
 * @param shards the stream's shards, open and closed; asked again and again, since splits and merges add some
 * @param function the function to invoke
 * @param destinations from an on-failure destination's ARN to the bucket
 */
public record MappingConnections(
        String roleArn,
        Permissions permissions,
        Supplier<List<ShardLog>> shards,
        Invoker function,
        Function<String, FailureDestination> destinations) {}
