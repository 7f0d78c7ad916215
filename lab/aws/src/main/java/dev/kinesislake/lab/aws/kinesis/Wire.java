package dev.kinesislake.lab.aws.kinesis;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The two spellings of one tree. Blobs are base64 text in JSON and byte strings in CBOR; points in time are seconds since the
 * epoch with milliseconds as decimals in JSON, and whole milliseconds with tag 1 in CBOR, as AWS's clients have it (RFC 8949 has
 * seconds there).
 */
enum Wire {
    JSON("application/x-amz-json-1.1", JsonMapper.builder()) {
        @Override
        double millis(JsonNode number) {
            return number.doubleValue() * 1_000;
        }

        @Override
        boolean spellsBlob(JsonNode node) {
            return node.isTextual();
        }

        @Override
        void write(Instant instant, JsonGenerator out) throws IOException {
            out.writeNumber(BigDecimal.valueOf(instant.toEpochMilli(), 3));
        }
    },
    CBOR("application/x-amz-cbor-1.1", CBORMapper.builder()) {
        private static final int EPOCH_TAG = 1;

        @Override
        double millis(JsonNode number) {
            return number.doubleValue();
        }

        @Override
        boolean spellsBlob(JsonNode node) {
            return node.isBinary();
        }

        @Override
        void write(Instant instant, JsonGenerator out) throws IOException {
            ((CBORGenerator) out).writeTag(EPOCH_TAG);
            out.writeNumber(instant.toEpochMilli());
        }
    };

    private final String contentType;

    @SuppressWarnings("ImmutableEnumChecker") // configured once, never changed
    private final ObjectMapper mapper;

    Wire(String contentType, MapperBuilder<?, ?> builder) {
        this.contentType = contentType;
        this.mapper = builder.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .addModule(new SimpleModule().addSerializer(new Timestamps(this)))
                .build();
    }

    abstract double millis(JsonNode number);

    abstract boolean spellsBlob(JsonNode node);

    abstract void write(Instant instant, JsonGenerator out) throws IOException;

    String contentType() {
        return contentType;
    }

    /** By a request's Content-Type, whatever parameters follow it. */
    static Optional<Wire> of(@Nullable String contentType) {
        var type =
                contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(wire -> wire.contentType.equals(type))
                .findAny();
    }

    /** @throws KinesisException when the bytes are no single object */
    ObjectNode read(byte[] body) {
        try {
            if (mapper.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException malformed) {
            throw new KinesisException(
                    KinesisError.SERIALIZATION,
                    "The body is not valid " + this + ": " + malformed.getOriginalMessage());
        } catch (IOException impossible) {
            throw new IllegalStateException("an array of bytes could not be read", impossible);
        }
        throw new KinesisException(KinesisError.SERIALIZATION, "The body is no " + this + " object");
    }

    byte[] write(JsonNode tree) {
        try {
            return mapper.writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer could not be written", e);
        }
    }

    private static final class Timestamps extends StdSerializer<Instant> {

        private final transient Wire wire;

        Timestamps(Wire wire) {
            super(Instant.class);
            this.wire = wire;
        }

        @Override
        public void serialize(Instant instant, JsonGenerator out, SerializerProvider provider) throws IOException {
            wire.write(instant, out);
        }
    }
}
