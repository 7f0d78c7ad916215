package dev.kinesislake.lab.aws.secrets;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kinesislake.lab.aws.service.JsonHandler;
import dev.kinesislake.lab.aws.service.SignedCaller;
import java.util.UUID;

/** What requests ask of the secrets. */
record SecretsOperations(Secrets secrets) implements JsonHandler.Operations {

    private static final String TARGET = "secretsmanager.";
    private static final int MIN_TOKEN = 32;

    @Override
    public ObjectNode answer(String target, SignedCaller caller, ObjectNode request) {
        var arn = text(request, "SecretId");
        return switch (target) {
            case TARGET + "GetSecretValue" -> {
                caller.require("secretsmanager:GetSecretValue", arn);
                var version = secrets.current(arn);
                yield answer(arn, version.id()).put("SecretString", version.value());
            }
            case TARGET + "PutSecretValue" -> {
                caller.require("secretsmanager:PutSecretValue", arn);
                var token = request.path("ClientRequestToken")
                        .asText(UUID.randomUUID().toString());
                if (token.length() < MIN_TOKEN) {
                    throw SecretError.INVALID_PARAMETER.with(
                            "ClientRequestToken has " + token.length() + " characters, allowed are 32 to 64");
                }
                secrets.put(arn, token, text(request, "SecretString"));
                yield answer(arn, token);
            }
            default -> throw SecretError.UNKNOWN_OPERATION.with(target + " is not known here");
        };
    }

    private static ObjectNode answer(String arn, String version) {
        var answer = JsonNodeFactory.instance
                .objectNode()
                .put("ARN", arn)
                .put("Name", arn.replaceAll("^.*:secret:|-[^-]*$", ""))
                .put("VersionId", version);
        answer.putArray("VersionStages").add("AWSCURRENT");
        return answer;
    }

    private static String text(ObjectNode request, String member) {
        if (!request.path(member).isTextual() || request.get(member).textValue().isEmpty()) {
            throw SecretError.INVALID_PARAMETER.with(member + " is missing, allowed is a string");
        }
        return request.get(member).textValue();
    }
}
