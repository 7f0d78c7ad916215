package dev.kinesislake.local.cli;

import dev.kinesislake.local.iam.AccessKey;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** Clients of a local stack, for the person at the keyboard. */
final class Clients {

    private Clients() {}

    static KinesisClient kinesis(LocalStack stack) {
        var person = AccessKey.PERSON;
        return KinesisClient.builder()
                .endpointOverride(stack.aws().kinesis().endpoint())
                .region(Region.of(stack.aws().account().region()))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(person.id(), person.secret())))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
