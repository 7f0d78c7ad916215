package dev.kinesislake.function.encode;

/** Opens the encoder to payloads of other types, whose members are columns of every type. */
public final class PayloadParquet {

    private PayloadParquet() {}

    public static EventParquet of(Class<? extends Record> payload) {
        return new EventParquet(payload);
    }
}
