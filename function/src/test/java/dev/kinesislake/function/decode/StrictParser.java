package dev.kinesislake.function.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Jackson, strict and without limits: what the scanner is held against. */
final class StrictParser {

    private static final JsonFactory JACKSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private StrictParser() {}

    /**
     * A JSON text, token by token.
     *
     * @param depth of its nesting
     * @param halfPair whether an escape stands for half a surrogate pair
     */
    record Document(List<Token> tokens, int depth, boolean halfPair) {}

    /**
     * A token.
     *
     * @param text a number as it's spelt, and the characters that a string or a name stands for
     */
    record Token(JsonToken type, String text) {}

    /** What the parser makes of a text, or null where it refuses it. */
    static @Nullable Document parse(String json) {
        try (var parser = JACKSON.createParser(json)) {
            var tokens = new ArrayList<Token>();
            int depth = 0;
            int deepest = 0;
            boolean halfPair = false;
            for (var type = parser.nextToken(); type != null; type = parser.nextToken()) {
                if (depth == 0 && !tokens.isEmpty()) {
                    return null; // a second text
                }
                var token = new Token(type, parser.getText());
                tokens.add(token);
                depth += type.isStructStart() ? 1 : type.isStructEnd() ? -1 : 0;
                deepest = Math.max(deepest, depth);
                halfPair |= isText(type) && !UTF_8.newEncoder().canEncode(token.text());
            }
            return tokens.isEmpty() ? null : new Document(tokens, deepest, halfPair);
        } catch (JsonProcessingException refused) {
            return null;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static boolean isText(JsonToken type) {
        return type == JsonToken.FIELD_NAME || type == JsonToken.VALUE_STRING;
    }
}
