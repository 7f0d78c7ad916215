package dev.kinesislake.lab.proof.events;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;

/** Puts events together into one Kinesis record (Amazon Kinesis Producer Library, "KPL Aggregated Record Format"). */
public final class AggregateWriter {

    private static final byte[] MAGIC = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2};

    private AggregateWriter() {}

    /** The data of the one record. */
    public static byte[] write(List<SentEvent> events) {
        try {
            var message = message(events);
            var aggregate = new ByteArrayOutputStream();
            aggregate.write(MAGIC);
            aggregate.write(message);
            aggregate.write(DigestUtils.md5(message));
            return aggregate.toByteArray();
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
    }

    /** Field 1 is the table of partition keys, field 3 a user record, whose fields 1 and 3 are its key's index and its data. */
    private static byte[] message(List<SentEvent> events) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var message = CodedOutputStream.newInstance(bytes);
        for (var event : events) {
            message.writeString(1, event.partitionKey());
        }
        for (int i = 0; i < events.size(); i++) {
            var userRecord = new ByteArrayOutputStream();
            var fields = CodedOutputStream.newInstance(userRecord);
            fields.writeUInt64(1, i);
            fields.writeByteArray(3, events.get(i).data());
            fields.flush();
            message.writeByteArray(3, userRecord.toByteArray());
        }
        message.flush();
        return bytes.toByteArray();
    }
}
