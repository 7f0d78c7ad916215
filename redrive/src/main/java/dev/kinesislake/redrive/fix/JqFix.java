package dev.kinesislake.redrive.fix;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kinesislake.function.decode.RecordDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.javacc.ParseException;

/**
 * A jq expression that makes a JSON value of a record's, or several, which become lines. What it doesn't touch keeps its members' order
 * and its numbers' values; of a member named twice, as in jq, the last counts.
 */
public final class JqFix implements Fix {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final Scope scope;
    private final JsonQuery query;
    private final Limits limits;
    private final TimeLimit timeLimit;

    /**
     * What a row may take.
     *
     * @param bytes of JSON that the fix makes of it
     */
    record Limits(Duration time, int bytes) {

        static final Limits DEFAULT = new Limits(Duration.ofSeconds(10), 16 << 20);
    }

    private JqFix(Scope scope, JsonQuery query, Limits limits) {
        this.scope = scope;
        this.query = query;
        this.limits = limits;
        this.timeLimit = new TimeLimit(limits.time());
    }

    /**
     * Understands a jq expression.
     *
     * @throws IllegalArgumentException if it's none; the message says why
     */
    public static JqFix parse(String expression) {
        return parse(expression, Limits.DEFAULT);
    }

    static JqFix parse(String expression, Limits limits) {
        try {
            return new JqFix(StoppableJq.scope(), JsonQuery.compile(expression, Versions.JQ_1_6), limits);
        } catch (JsonQueryException wrong) {
            throw new IllegalArgumentException(problem(wrong), wrong);
        } catch (StackOverflowError tooDeep) {
            throw new IllegalArgumentException("it's nested too deeply", tooDeep);
        }
    }

    @Override
    public byte[] apply(byte[] data) throws CantFixException {
        return timeLimit.call(() -> unlimited(data));
    }

    private byte[] unlimited(byte[] data) throws CantFixException {
        var bytes = new LimitedBytes(limits.bytes());
        try {
            query.apply(Scope.newChildScope(scope), JSON.readTree(data), result -> write(result, bytes));
            if (bytes.values == 0) {
                throw new CantFixException("the fix makes no value of it");
            }
            return bytes.toByteArray();
        } catch (TooLarge tooLarge) {
            throw new CantFixException("the fix makes " + tooLarge.getMessage() + " of it");
        } catch (JsonQueryException failed) {
            throw new CantFixException("the fix fails on it");
        } catch (JsonProcessingException noJson) {
            throw new CantFixException("is no JSON, which a fix needs");
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        } catch (StackOverflowError tooDeep) {
            throw new CantFixException("the fix recurses too deeply on it");
        } catch (OutOfMemoryError tooMuch) {
            // Only this row's values are let go: meanwhile nothing else runs in this process.
            throw new CantFixException("the fix takes more memory than there is");
        }
    }

    private void write(JsonNode value, LimitedBytes bytes) {
        try {
            bytes.beginValue();
            JSON.writeValue(bytes, value);
        } catch (IOException tooLarge) {
            throw new TooLarge("more than " + limits.bytes() + " bytes");
        }
    }

    /** Not one of jq's own exceptions, which an expression can catch. */
    private static final class TooLarge extends RuntimeException {
        TooLarge(String message) {
            super(message);
        }
    }

    private static final class LimitedBytes extends OutputStream {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final int max;
        private int values;

        LimitedBytes(int max) {
            this.max = max;
        }

        void beginValue() throws IOException {
            if (values == RecordDecoder.MAX_EVENTS) {
                throw new TooLarge("more than " + RecordDecoder.MAX_EVENTS + " values");
            }
            if (values++ > 0) {
                write('\n');
            }
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            if (length > max - bytes.size()) {
                throw new IOException("more than " + max + " bytes");
            }
            bytes.write(from, offset, length);
        }

        byte[] toByteArray() {
            return bytes.toByteArray();
        }
    }

    /** The parser's exceptions say what was found where; the one around them doesn't. */
    private static String problem(JsonQueryException wrong) {
        if (wrong.getCause() instanceof ParseException syntax
                && syntax.currentToken != null
                && syntax.currentToken.next != null) {
            var found = syntax.currentToken.next;
            return (found.image.isEmpty() ? "unexpected end" : "unexpected " + found.image) + " at line "
                    + found.beginLine + ", column " + found.beginColumn;
        }
        return String.valueOf((wrong.getCause() == null ? wrong : wrong.getCause()).getMessage())
                .lines()
                .findFirst()
                .orElse("it can't be parsed");
    }
}
