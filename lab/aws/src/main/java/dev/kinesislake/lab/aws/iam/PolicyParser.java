package dev.kinesislake.lab.aws.iam;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads policies, and refuses everything in them that nobody would evaluate. */
final class PolicyParser {

    private static final String VERSION = "2012-10-17";
    private static final Set<String> POLICY = Set.of("Version", "Id", "Statement");
    private static final Set<String> IDENTITY =
            Set.of("Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition");
    private static final Set<String> TRUST = Set.of("Sid", "Effect", "Action", "Principal");
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private PolicyParser() {}

    static PolicyDocument parse(String json) {
        return new PolicyDocument(
                statements(json).stream().map(PolicyParser::identity).toList());
    }

    static TrustPolicy parseTrust(String json) {
        var services = new TreeSet<String>();
        for (var at : statements(json)) {
            at.onlyMembers(TRUST);
            at.required("Effect").is("Allow");
            at.required("Action").is("sts:AssumeRole");
            var principal = at.required("Principal").object();
            principal.onlyMembers(Set.of("Service"));
            services.addAll(principal.required("Service").strings());
        }
        return new TrustPolicy(services);
    }

    private static List<At> statements(String json) {
        try {
            var policy = new At("policy", MAPPER.readTree(json)).object();
            policy.onlyMembers(POLICY);
            policy.required("Version").is(VERSION);
            return policy.required("Statement").objects();
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException("policy: not JSON: " + notJson.getOriginalMessage(), notJson);
        }
    }

    private static Statement identity(At at) {
        at.onlyMembers(IDENTITY);
        var effect =
                switch (at.required("Effect").string()) {
                    case "Allow" -> Statement.Effect.ALLOW;
                    case "Deny" -> Statement.Effect.DENY;
                    default -> throw at.required("Effect").wrong("allowed are Allow and Deny");
                };
        var action = at.either("Action", "NotAction");
        var resource = at.either("Resource", "NotResource");
        return new Statement(
                effect,
                new Statement.Actions(action.name().endsWith("NotAction"), actions(action)),
                new Statement.Resources(resource.name().endsWith("NotResource"), arns(resource)),
                at.node().has("Condition") ? conditions(at.required("Condition").object()) : List.of());
    }

    private static List<String> actions(At at) {
        var patterns = at.strings();
        for (var pattern : patterns) {
            if (!pattern.matches("\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+")) {
                throw at.wrong(pattern + " is no action; allowed are * and such as s3:PutObject");
            }
        }
        return patterns;
    }

    private static List<ArnPattern> arns(At at) {
        var texts = at.strings();
        try {
            return texts.stream().map(ArnPattern::new).toList();
        } catch (IllegalArgumentException noArn) {
            throw new IllegalArgumentException(at.name() + ": " + noArn.getMessage(), noArn);
        }
    }

    private static List<Condition> conditions(At at) {
        var conditions = new ArrayList<Condition>();
        at.node().fieldNames().forEachRemaining(label -> {
            var operator = Condition.Operator.of(label);
            if (operator == null) {
                throw at.wrong("the operator " + label + " is not supported");
            }
            var keys = at.required(label).object();
            keys.node().fieldNames().forEachRemaining(key -> {
                var values = keys.required(key);
                switch (operator) {
                    case ARN_EQUALS, ARN_LIKE -> arns(values);
                    case STRING_EQUALS, STRING_NOT_EQUALS, STRING_LIKE, STRING_NOT_LIKE, BOOL, NULL -> {}
                }
                conditions.add(new Condition(operator, key, values.strings()));
            });
        });
        return conditions;
    }

    /** A place in a policy: its name for messages, and what is there. */
    private record At(String name, JsonNode node) {

        At object() {
            if (!node.isObject()) {
                throw wrong("has to be an object");
            }
            return this;
        }

        /** One object, or a list of them. */
        List<At> objects() {
            if (!node.isArray()) {
                return List.of(object());
            }
            var objects = new ArrayList<At>();
            for (var element : node) {
                objects.add(new At(name + "[" + objects.size() + "]", element).object());
            }
            return objects;
        }

        At required(String member) {
            var value = node.get(member);
            if (value == null) {
                throw wrong("has no " + member);
            }
            return new At(name + "." + member, value);
        }

        At either(String member, String inverse) {
            if (node.has(member) == node.has(inverse)) {
                throw wrong("needs " + member + " or " + inverse);
            }
            return required(node.has(member) ? member : inverse);
        }

        void onlyMembers(Set<String> allowed) {
            node.fieldNames().forEachRemaining(member -> {
                if (!allowed.contains(member)) {
                    throw wrong(member + " is not supported; allowed are " + new TreeSet<>(allowed));
                }
            });
        }

        void is(String value) {
            if (!strings().equals(List.of(value))) {
                throw wrong("is " + node + ", allowed is \"" + value + "\"");
            }
        }

        String string() {
            // Bool conditions are often written true rather than "true"
            if (!node.isTextual() && !node.isBoolean()) {
                throw wrong("has to be a string");
            }
            var value = node.asText();
            if (value.contains("${")) {
                throw wrong("policy variables are not supported: " + value);
            }
            return value;
        }

        /** One string, or a list of them. */
        List<String> strings() {
            if (!node.isArray()) {
                return List.of(string());
            }
            if (node.isEmpty()) {
                throw wrong("is empty");
            }
            var strings = new ArrayList<String>();
            for (var element : node) {
                strings.add(new At(name, element).string());
            }
            return strings;
        }

        IllegalArgumentException wrong(String what) {
            return new IllegalArgumentException(name + ": " + what);
        }
    }
}
