package dev.kinesislake.lab.aws.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyDocumentTest {

    private static final String PUT = "s3:PutObject";
    private static final String KEY = "arn:aws:s3:::lake/events/section=a:b/x.gz";

    private final Role role = new Role("consumer", "arn:aws:iam::000000000000:role/consumer");

    @Test
    void withoutAPolicyNothingIsAllowed() {
        assertThat(role.allows(PUT, KEY)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "s3:PutObject, arn:aws:s3:::lake/events/*, true",
        "S3:putobject, arn:aws:s3:::lake/events/*, true",
        "s3:Put*, arn:aws:s3:::lake/*, true",
        "s3:Put?bject, arn:aws:s3:::l?ke/*.gz, true",
        "*, *, true",
        "s3:*, arn:aws:s3:::*, true",
        "s3:*, arn:aws:s3:*, true",
        "s3:*, arn:aws:*:::lake/events/section=a:b/x.gz, true",
        "s3:GetObject, arn:aws:s3:::lake/events/*, false",
        "kinesis:*, arn:aws:s3:::lake/events/*, false",
        "s3:PutObject, arn:aws:s3:::lake, false",
        "s3:PutObject, arn:aws:s3:::lake/, false",
        "s3:PutObject, arn:aws:s3:::LAKE/events/*, false",
        "s3:PutObject, arn:aws:s3:::lake/failed/*, false",
        "s3:PutObject, arn:aws:s3:::lake/events/?, false",
        "s3:PutObject, arn:aws:s3:eu-west-1::lake/events/*, false",
        "s3:PutObject, arn:aws:s3*::lake/events/*, false",
    })
    void aStatementAllowsWhatItsActionAndResourceMatch(String action, String resource, boolean allowed) {
        role.putPolicy(
                "policy",
                statements("{\"Effect\": \"Allow\", \"Action\": \"%s\", \"Resource\": \"%s\"}"
                        .formatted(action, resource)));

        assertThat(role.allows(PUT, KEY)).isEqualTo(allowed);
    }

    @Test
    void oneDenyOutweighsEveryAllow() {
        role.putPolicy(
                "allow",
                statements("{\"Effect\": \"Allow\", \"Action\": [\"s3:*\", \"kinesis:*\"], \"Resource\": \"*\"}"));
        role.putPolicy(
                "deny",
                statements(
                        "{\"Effect\": \"Deny\", \"Action\": \"s3:PutObject\", \"Resource\": \"arn:aws:s3:::lake/*\"}"));

        assertThat(role.allows(PUT, KEY)).isFalse();
        assertThat(role.allows("s3:GetObject", KEY)).isTrue();

        role.removePolicy("deny");
        assertThat(role.allows(PUT, KEY)).isTrue();
    }

    @Test
    void aNotActionOrNotResourceAppliesToAllOthers() {
        role.putPolicy(
                "policy",
                statements("{\"Effect\": \"Allow\", \"NotAction\": [\"s3:Delete*\", \"iam:*\"], \"NotResource\":"
                        + " \"arn:aws:s3:::secret/*\"}"));

        assertThat(role.allows(PUT, KEY)).isTrue();
        assertThat(role.allows("s3:DeleteObject", KEY)).isFalse();
        assertThat(role.allows(PUT, "arn:aws:s3:::secret/x")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"Bool\": {\"aws:SecureTransport\": \"true\"}} | true",
                "{\"Bool\": {\"AWS:securetransport\": false}} | false",
                "{\"StringEquals\": {\"aws:PrincipalArn\": [\"x\", \"arn:aws:iam::000000000000:role/consumer\"]}} | true",
                "{\"StringLike\": {\"aws:PrincipalArn\": \"*/consumer\"}} | true",
                "{\"StringNotLike\": {\"aws:PrincipalArn\": \"*/consumer\"}} | false",
                "{\"StringNotEquals\": {\"aws:PrincipalArn\": [\"x\", \"y\"]}} | true",
                "{\"ArnLike\": {\"aws:PrincipalArn\": \"arn:aws:iam::*:role/*\"}} | true",
                "{\"ArnEquals\": {\"aws:PrincipalArn\": \"arn:aws:iam::*:user/*\"}} | false",
                "{\"StringEquals\": {\"aws:SourceVpce\": \"vpce-1\"}} | false",
                "{\"StringNotEquals\": {\"aws:SourceVpce\": \"vpce-1\"}} | true",
                "{\"Null\": {\"aws:SourceVpce\": \"true\"}} | true",
                "{\"Null\": {\"aws:SourceVpce\": \"false\"}} | false",
                "{\"Null\": {\"aws:PrincipalArn\": false}} | true",
                "{\"Null\": {\"aws:PrincipalArn\": \"true\"}} | false",
                "{\"Bool\": {\"aws:SecureTransport\": \"true\"}, \"StringLike\": {\"aws:PrincipalArn\": \"x\"}} | false",
            })
    void allConditionsHaveToHold(String condition, boolean allowed) {
        role.putPolicy(
                "policy",
                statements("{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\", \"Condition\": " + condition
                        + "}"));

        assertThat(role.allows(PUT, KEY)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'Effect': 'Allow', 'Resource': '*'} | policy.Statement[0]: needs Action or NotAction",
                "{'Effect': 'Allow', 'Action': '*', 'NotAction': '*', 'Resource': '*'} | policy.Statement[0]: needs Action or"
                        + " NotAction",
                "{'Effect': 'Allow', 'Action': '*'} | policy.Statement[0]: needs Resource or NotResource",
                "{'Effect': 'allow', 'Action': '*', 'Resource': '*'} | policy.Statement[0].Effect: allowed are Allow and Deny",
                "{'Effect': 'Allow', 'Action': 'PutObject', 'Resource': '*'} | policy.Statement[0].Action: PutObject is no"
                        + " action; allowed are * and such as s3:PutObject",
                "{'Effect': 'Allow', 'Action': [], 'Resource': '*'} | policy.Statement[0].Action: is empty",
                "{'Effect': 'Allow', 'Action': 7, 'Resource': '*'} | policy.Statement[0].Action: has to be a string",
                "{'Effect': 'Allow', 'Action': '*', 'Resource': 'lake/*'} | policy.Statement[0].Resource: lake/* is neither *"
                        + " nor an ARN",
                "{'Effect': 'Allow', 'Action': '*', 'Resource': 'arn:aws:s3:::${aws:username}'} |"
                        + " policy.Statement[0].Resource: policy variables are not supported: arn:aws:s3:::${aws:username}",
                "{'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Principal': '*'} | policy.Statement[0]: Principal is not"
                        + " supported; allowed are [Action, Condition, Effect, NotAction, NotResource, Resource, Sid]",
                "{'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Condition': {'IpAddress': {'aws:SourceIp': '1.2.3.4'}}} |"
                        + " policy.Statement[0].Condition: the operator IpAddress is not supported",
            })
    void whatIsNotUnderstoodIsRefused(String statement, String message) {
        assertThatThrownBy(() -> statements(statement.replace('\'', '"')))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void whatIsNoPolicyIsRefused() {
        assertThatThrownBy(() -> PolicyDocument.parse("{")).hasMessageStartingWith("policy: not JSON: ");
        assertThatThrownBy(() -> PolicyDocument.parse("[]")).hasMessage("policy: has to be an object");
        assertThatThrownBy(() -> PolicyDocument.parse("{\"Version\": \"2008-10-17\", \"Statement\": []}"))
                .hasMessage("policy.Version: is \"2008-10-17\", allowed is \"2012-10-17\"");
        assertThatThrownBy(() -> PolicyDocument.parse("{\"Version\": \"2012-10-17\", \"Version\": \"2012-10-17\"}"))
                .hasMessageContaining("Duplicate field 'Version'");
    }

    @Test
    void aTrustPolicyTrustsItsServices() {
        var policy = TrustPolicy.parse("""
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                 "Principal": {"Service": ["lambda.amazonaws.com"]}}]}""");

        assertThat(policy.trusts("lambda.amazonaws.com")).isTrue();
        assertThat(policy.trusts("ec2.amazonaws.com")).isFalse();
        assertThatThrownBy(() -> TrustPolicy.parse("""
                        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                         "Principal": {"AWS": "*"}}}"""))
                .hasMessage("policy.Statement.Principal: AWS is not supported; allowed are [Service]");
    }

    private static PolicyDocument statements(String statement) {
        return PolicyDocument.parse("{\"Version\": \"2012-10-17\", \"Statement\": [" + statement + "]}");
    }
}
