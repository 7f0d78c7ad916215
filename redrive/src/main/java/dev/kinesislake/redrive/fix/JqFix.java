package dev.kinesislake.redrive.fix;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.javacc.ParseException;

/**
 * A jq expression that makes one JSON value of a record's. What it doesn't touch keeps its members' order and its numbers' values;
 * of a member named twice, as in jq, the last counts.
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
        var results = new ArrayList<JsonNode>();
        try {
            query.apply(Scope.newChildScope(scope), JSON.readTree(data), result -> {
                if (!results.isEmpty()) {
                    throw new TwoResults();
                }
                results.add(result);
            });
            if (results.isEmpty()) {
                throw new CantFixException("the fix makes no value of it, expected 1");
            }
            var bytes = new LimitedBytes(limits.bytes());
            JSON.writeValue(bytes, results.get(0));
            return bytes.toByteArray();
        } catch (TwoResults several) {
            throw new CantFixException("the fix makes more than one value of it, expected 1");
        } catch (JsonQueryException failed) {
            throw new CantFixException("the fix fails on it");
        } catch (JsonProcessingException noJson) {
            throw new CantFixException("is no JSON, which a fix needs");
        } catch (IOException tooLarge) {
            throw new CantFixException("the fix makes more than " + limits.bytes() + " bytes of it");
        } catch (StackOverflowError tooDeep) {
            throw new CantFixException("the fix recurses too deeply on it");
        } catch (OutOfMemoryError tooMuch) {
            // Only this row's values are let go: meanwhile nothing else runs in this process.
            throw new CantFixException("the fix takes more memory than there is");
        }
    }

    /** Not one of jq's own, which an expression can catch. */
    private static final class TwoResults extends RuntimeException {}

    private static final class LimitedBytes extends OutputStream {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final int max;

        LimitedBytes(int max) {
            this.max = max;
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
