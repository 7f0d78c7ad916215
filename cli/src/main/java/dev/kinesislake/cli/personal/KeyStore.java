package dev.kinesislake.cli.personal;

import dev.kinesislake.cli.CommandException;
import dev.kinesislake.cli.EnvironmentCredentials;
import dev.kinesislake.cli.StackOutputs;
import dev.kinesislake.function.personal.PersonalKeys;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * The secret of a stack. Each version of the key is put under a token of its own, so that of two commands at the same time one is refused
 * ("PutSecretValue", AWS Secrets Manager API Reference): no key that has hashed anything is ever replaced.
 */
public final class KeyStore {

    private final SecretsManagerClient client;
    private final String secret;

    /** A client for the stack of these outputs. */
    static SecretsManagerClient client(StackOutputs outputs) {
        outputs.useEndpoints();
        return SecretsManagerClient.builder()
                .region(Region.of(outputs.region()))
                .credentialsProvider(EnvironmentCredentials.find())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** The keys of a stack; empty where it hashes nothing, or has no key yet. */
    public static Optional<PersonalKeys> keys(StackOutputs outputs) {
        var secret = outputs.byName().get("personalKeySecret");
        if (secret == null) {
            return Optional.empty();
        }
        try (var client = client(outputs)) {
            return Optional.ofNullable(new KeyStore(client, secret).read()).map(KeyStore::parsed);
        }
    }

    static PersonalKeys parsed(String value) {
        try {
            return PersonalKeys.ofSecret(value);
        } catch (IllegalArgumentException another) {
            throw new CommandException(String.valueOf(another.getMessage()));
        }
    }

    KeyStore(SecretsManagerClient client, String secret) {
        this.client = client;
        this.secret = secret;
    }

    /** The secret's value; null where it has none yet. */
    @Nullable String read() {
        try {
            return client.getSecretValue(get -> get.secretId(secret)).secretString();
        } catch (ResourceNotFoundException noValue) {
            return null;
        } catch (AwsServiceException | SdkClientException failed) {
            throw failed("read", failed);
        }
    }

    /** @param version that the value adds */
    void write(int version, String value) {
        try {
            client.putSecretValue(put -> put.secretId(secret)
                    .clientRequestToken(String.format(Locale.ROOT, "kinesis-lake-personal-key-%06d", version))
                    .secretString(value));
        } catch (ResourceExistsException another) {
            throw new CommandException("the secret " + secret + " has a version " + version
                    + " already, which another command has created at the same time: run the command again");
        } catch (AwsServiceException | SdkClientException failed) {
            throw failed("written to", failed);
        }
    }

    private CommandException failed(String what, Exception failure) {
        var why = failure instanceof AwsServiceException refusal
                        && refusal.awsErrorDetails() != null
                        && refusal.awsErrorDetails().errorCode() != null
                ? refusal.awsErrorDetails().errorCode()
                : String.valueOf(failure.getMessage());
        return new CommandException("the secret " + secret + " can't be " + what + ": " + why);
    }
}
