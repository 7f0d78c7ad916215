package dev.kinesislake.function.personal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.kinesislake.function.config.PersonalConfig;
import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.DecodedRecord;
import dev.kinesislake.function.decode.JsonRewrite;
import dev.kinesislake.function.decode.JsonText;
import dev.kinesislake.function.decode.MemberRule;
import dev.kinesislake.function.event.Event;
import dev.kinesislake.function.event.Metadata;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes personal data out of valid events, before anything is made of them: a column and {@code event} can't differ. The same event and
 * key always give the same bytes. For one thread.
 */
public final class PersonalData {

    private static final byte[] METADATA = Event.METADATA.getBytes(UTF_8);
    private static final byte[] PAYLOAD = Event.PAYLOAD.getBytes(UTF_8);
    private static final byte[] UUID = Metadata.UUID.getBytes(UTF_8);

    private final MemberRule.Inside rules;

    private PersonalData(MemberRule.Inside rules) {
        this.rules = rules;
    }

    /**
     * What a configuration asks for; null where it keeps all events as they were sent.
     *
     * @param hmac null where nothing is hashed
     */
    public static @Nullable PersonalData of(PersonalConfig config, @Nullable MemberHmac hmac) {
        if (config.keepsEvents()) {
            return null;
        }
        var hashes = hmac == null ? null : new MemberHashes(hmac);
        var paths = PersonalPaths.of(config.members(), config.dropsUnknownMembers());
        return new PersonalData(paths.rules(value -> requireNonNull(hashes).of(value)));
    }

    /** A record with its rows as they are to be stored. */
    public DecodedRecord treat(DecodedRecord record) {
        if (record.rows().size() == 1) {
            // The usual case.
            return new DecodedRecord(List.of(treat(record.rows().get(0))), record.decompressedBytes());
        }
        var rows = new ArrayList<Decoded>(record.rows().size());
        for (var row : record.rows()) {
            rows.add(treat(row));
        }
        return new DecodedRecord(rows, record.decompressedBytes());
    }

    /** The row as it is to be stored. */
    public Decoded treat(Decoded row) {
        if (!(row instanceof Decoded.Valid valid)) {
            return row;
        }
        var event = treat(valid.event());
        return event == valid.event()
                ? valid
                : new Decoded.Valid(
                        valid.record(),
                        valid.section(),
                        requireNonNull(requireNonNull(event.member(METADATA)).member(UUID)),
                        requireNonNull(event.member(PAYLOAD)),
                        event);
    }

    /** An event's text as it is to be stored; the same one where nothing changes. */
    public JsonText treat(JsonText event) {
        return JsonRewrite.of(event, rules);
    }
}
