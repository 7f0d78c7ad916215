package dev.kinesislake.lab.aws.mapping;

import dev.kinesislake.lab.aws.kinesis.StreamRecord;

/** A record and its offset in the shard. */
record BatchRecord(long offset, StreamRecord record) {}
