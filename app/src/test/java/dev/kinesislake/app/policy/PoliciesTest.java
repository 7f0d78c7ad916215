package dev.kinesislake.app.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
                        + "{\"Sid\":\"ReadErasedPeople\",\"Effect\":\"Allow\",\"Action\":[\"s3:GetObject\"],"
                        + "\"Resource\":[\"L/erased/people.json\"]},"
                        + "{\"Sid\":\"FindBuckets\",\"Effect\":\"Allow\",\"Action\":[\"s3:ListBucket\"],"
                        + "\"Resource\":[\"L\",\"F\"]},"
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
    @DisplayName("sealing reads events and discarded batches, writes the table, and nothing else")
    void sealing() {
        var sealed = new Policies.Sealed("L", "F", List.of("C", "D", "T"), "G");
        assertThat(Policies.sealing(sealed).toJson()).isEqualTo("""
                {"Version":"2012-10-17","Statement":[\
                {"Sid":"ReadEvents","Effect":"Allow","Action":["s3:GetObject"],"Resource":["L/events/*"]},\
                {"Sid":"SeeErasures","Effect":"Allow","Action":["s3:GetObject"],"Resource":["L/erased/people.json"]},\
                {"Sid":"WriteTable","Effect":"Allow","Action":["s3:AbortMultipartUpload","s3:DeleteObject","s3:GetObject",\
                "s3:PutObject"],"Resource":["L/sealed/*"]},\
                {"Sid":"ReadDiscardedBatches","Effect":"Allow","Action":["s3:GetObject"],"Resource":["F/aws/lambda/*"]},\
                {"Sid":"ListBuckets","Effect":"Allow","Action":["s3:ListBucket"],"Resource":["L","F"]},\
                {"Sid":"CommitTable","Effect":"Allow","Action":["glue:CreateTable","glue:GetDatabase","glue:GetTable",\
                "glue:UpdateTable"],"Resource":["C","D","T"]},\
                {"Sid":"LookAtConsumer","Effect":"Allow","Action":["cloudwatch:GetMetricData"],"Resource":["*"]},\
                {"Sid":"WriteLog","Effect":"Allow","Action":["logs:CreateLogStream","logs:PutLogEvents"],\
                "Resource":["G:*"]}]}""");
    }

    @Test
    @DisplayName("only schedules of the account take on the schedule's role, and it invokes one function")
    void schedule() {
        assertThat(Policies.assumedByScheduler("123456789012").toJson()).isEqualTo("""
                {"Version":"2012-10-17","Statement":[{"Sid":"AssumeAsSchedule","Effect":"Allow",\
                "Principal":{"Service":"scheduler.amazonaws.com"},"Action":["sts:AssumeRole"],\
                "Condition":{"StringEquals":{"aws:SourceAccount":"123456789012"}}}]}""");
        assertThat(Policies.schedule("F").toJson()).isEqualTo("""
                {"Version":"2012-10-17","Statement":[{"Sid":"InvokeFunction","Effect":"Allow",\
                "Action":["lambda:InvokeFunction"],"Resource":["F"]}]}""");
    }

    @Test
    void aBucketWithAnEndpointIsClosedToAllOtherWaysButTheFunctions() {
        assertThat(Policies.bucket("B", List.of("R", "S"), List.of("events/", "sealed/"), Optional.of("vpce-1a2b3c4d"))
                        .toJson())
                .isEqualTo("{\"Version\":\"2012-10-17\",\"Statement\":["
                        + "{\"Sid\":\"OnlyOverTls\",\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":[\"s3:*\"],"
                        + "\"Resource\":[\"B\",\"B/*\"],\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}}},"
                        + "{\"Sid\":\"OnlyThroughVpcEndpoint\",\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":["
                        + "\"s3:DeleteObject*\",\"s3:GetObject*\",\"s3:PutObject*\"],\"Resource\":[\"B/events/*\",\"B/sealed/*\"],"
                        + "\"Condition\":{\"ArnNotEquals\":{\"aws:PrincipalArn\":[\"R\",\"S\"]},"
                        + "\"BoolIfExists\":{\"aws:PrincipalIsAWSService\":\"false\",\"aws:ViaAWSService\":\"false\"},"
                        + "\"StringNotEquals\":{\"aws:SourceVpce\":\"vpce-1a2b3c4d\"}}}]}");
    }
}
