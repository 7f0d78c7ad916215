package dev.kinesislake.app.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class PoliciesTest {

    @Test
    @DisplayName("The function reads its stream, writes below its prefixes, and may do nothing else")
    void functionPolicy() {
        assertThat(Policies.consumer("S", "L", "F", "G").toJson())
                .isEqualTo("{\"Version\":\"2012-10-17\",\"Statement\":["
                        + "{\"Sid\":\"ReadStream\",\"Effect\":\"Allow\",\"Action\":[\"kinesis:DescribeStream\","
                        + "\"kinesis:DescribeStreamSummary\",\"kinesis:GetRecords\",\"kinesis:GetShardIterator\","
                        + "\"kinesis:ListShards\"],\"Resource\":[\"S\"]},"
                        + "{\"Sid\":\"StoreEvents\",\"Effect\":\"Allow\",\"Action\":[\"s3:GetObject\",\"s3:PutObject\"],"
                        + "\"Resource\":[\"L/events/*\"]},"
                        + "{\"Sid\":\"StoreFailedRows\",\"Effect\":\"Allow\",\"Action\":[\"s3:GetObject\",\"s3:PutObject\"],"
                        + "\"Resource\":[\"F/failed/*\"]},"
                        + "{\"Sid\":\"StoreUnprocessedBatches\",\"Effect\":\"Allow\",\"Action\":[\"s3:PutObject\"],"
                        + "\"Resource\":[\"F/aws/lambda/*\"]},"
                        + "{\"Sid\":\"FindFailedBucket\",\"Effect\":\"Allow\",\"Action\":[\"s3:ListBucket\"],"
                        + "\"Resource\":[\"F\"]},"
                        + "{\"Sid\":\"WriteLog\",\"Effect\":\"Allow\",\"Action\":[\"logs:CreateLogStream\","
                        + "\"logs:PutLogEvents\"],\"Resource\":[\"G:*\"]}]}");
    }

    @Test
    void aProducerFindsShardsAndPutsRecords() {
        assertThat(Policies.producer("S").toJson())
                .isEqualTo("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"PutRecords\",\"Effect\":\"Allow\","
                        + "\"Action\":[\"kinesis:DescribeStreamSummary\",\"kinesis:ListShards\",\"kinesis:PutRecord\","
                        + "\"kinesis:PutRecords\"],\"Resource\":[\"S\"]}]}");
    }

    @Test
    void onlyLambdaTakesOnTheRole() {
        assertThat(Policies.assumedByLambda().toJson())
                .isEqualTo(
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"AssumeAsFunction\",\"Effect\":\"Allow\","
                                + "\"Principal\":{\"Service\":\"lambda.amazonaws.com\"},\"Action\":[\"sts:AssumeRole\"]}]}");
    }

    @Test
    void aBucketWithAnEndpointIsClosedToAllOtherWaysButTheFunctions() {
        assertThat(Policies.bucket("B", "R", Optional.of("vpce-1a2b3c4d")).toJson())
                .isEqualTo("{\"Version\":\"2012-10-17\",\"Statement\":["
                        + "{\"Sid\":\"OnlyOverTls\",\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":[\"s3:*\"],"
                        + "\"Resource\":[\"B\",\"B/*\"],\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}}},"
                        + "{\"Sid\":\"OnlyThroughVpcEndpoint\",\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":["
                        + "\"s3:DeleteObject*\",\"s3:GetObject*\",\"s3:PutObject*\"],\"Resource\":[\"B/*\"],"
                        + "\"Condition\":{\"ArnNotEquals\":{\"aws:PrincipalArn\":\"R\"},"
                        + "\"BoolIfExists\":{\"aws:PrincipalIsAWSService\":\"false\",\"aws:ViaAWSService\":\"false\"},"
                        + "\"StringNotEquals\":{\"aws:SourceVpce\":\"vpce-1a2b3c4d\"}}}]}");
    }
}
