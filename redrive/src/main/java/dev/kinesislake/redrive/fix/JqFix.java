package dev.kinesislake.redrive.fix;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;

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

    private JqFix(Scope scope, JsonQuery query) {
        this.scope = scope;
        this.query = query;
    }

    /**
     * Understands a jq expression.
     *
     * @throws IllegalArgumentException if it's none; the message says why
     */
    public static JqFix parse(String expression) {
        var scope = Scope.newEmptyScope();
        BuiltinFunctionLoader.getInstance().loadFunctions(Versions.JQ_1_6, scope);
        try {
            return new JqFix(scope, JsonQuery.compile(expression, Versions.JQ_1_6));
        } catch (JsonQueryException wrong) {
            throw new IllegalArgumentException(firstLine(wrong), wrong);
        }
    }

    @Override
    public byte[] apply(byte[] data) throws CantFixException {
        var results = new ArrayList<JsonNode>();
        try {
            query.apply(Scope.newChildScope(scope), JSON.readTree(data), results::add);
            if (results.size() != 1) {
                throw new CantFixException("the fix makes " + results.size() + " values of it, expected 1");
            }
            return JSON.writeValueAsBytes(results.get(0));
        } catch (JsonQueryException failed) {
            throw new CantFixException("the fix fails on it");
        } catch (JsonProcessingException noJson) {
            throw new CantFixException("is no JSON, which a fix needs");
        } catch (IOException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static String firstLine(Exception wrong) {
        return String.valueOf(wrong.getMessage()).lines().findFirst().orElse("it can't be parsed");
    }
}
