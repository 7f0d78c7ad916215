package dev.kinesislake.lab.aws.kinesis;

/** Finds the stream that a request is about, once its sender is known to be allowed. */
record StreamLookup(KinesisStreams streams) {

    /**
     * By StreamName, StreamARN or both.
     *
     * @throws KinesisException when they name no stream, or two, or the caller may not do this to it
     */
    DataStream find(Request request) {
        var name = request.text("StreamName");
        var arn = request.text("StreamARN");
        if (arn == null) {
            if (name == null) {
                throw new KinesisException(
                        KinesisError.INVALID_ARGUMENT, "Either StreamName or StreamARN must be specified.");
            }
            return byName(request, name);
        }
        if (name != null && !arn.equals(streams.arn(name))) {
            throw new KinesisException(
                    KinesisError.INVALID_ARGUMENT,
                    "StreamARN is " + arn + ", which isn't the stream of StreamName " + name);
        }
        return byArn(request, arn);
    }

    /** By a name out of a token. */
    DataStream byName(Request request, String name) {
        request.authorize(streams.arn(name));
        return streams.describe(name);
    }

    private DataStream byArn(Request request, String arn) {
        request.authorize(arn);
        var name = arn.substring(arn.indexOf("stream/") + "stream/".length());
        if (!arn.equals(streams.arn(name))) {
            throw new KinesisException(KinesisError.RESOURCE_NOT_FOUND, "Stream " + arn + " not found.");
        }
        return streams.describe(name);
    }

    /** @throws KinesisException when the stream has no such shard */
    Shard shard(DataStream stream, String shardId) {
        return stream.allShards().stream()
                .filter(shard -> shard.shardId().equals(shardId))
                .findAny()
                .orElseThrow(() -> new KinesisException(
                        KinesisError.RESOURCE_NOT_FOUND,
                        "Shard " + shardId + " in stream " + stream.name() + " under account " + streams.account()
                                + " does not exist"));
    }
}
