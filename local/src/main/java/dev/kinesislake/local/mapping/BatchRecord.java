package dev.kinesislake.local.mapping;

import dev.kinesislake.local.kinesis.StreamRecord;

/** A record and its offset in the shard. */
record BatchRecord(long offset, StreamRecord record) {}
