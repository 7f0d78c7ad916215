package dev.kinesislake.cli;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/** The AWS credentials of who types a command. */
public final class EnvironmentCredentials {

    private EnvironmentCredentials() {}

    /** Looks for them where AWS's own tools do; that there are none is an error for a person to read. */
    public static AwsCredentialsProvider find() {
        var credentials = DefaultCredentialsProvider.builder().build();
        try {
            credentials.resolveCredentials();
        } catch (SdkClientException none) {
            throw new CommandException(
                    "there are no AWS credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE");
        }
        return credentials;
    }
}
