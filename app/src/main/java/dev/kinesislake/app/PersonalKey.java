package dev.kinesislake.app;

import com.pulumi.aws.secretsmanager.Secret;
import com.pulumi.aws.secretsmanager.SecretArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import java.util.Map;

/**
 * The secret that holds the key of the hashes. Its value isn't the program's: it would be in Pulumi's state. The command
 * {@code personal-key} creates it, once the stack is there.
 */
final class PersonalKey extends ComponentResource {

    /** AWS Secrets Manager API Reference, "DeleteSecret": 0 forgets it at once. */
    private static final int RECOVERY_DAYS = 30;

    private final Secret secret;

    PersonalKey(String name, Removal removal, Map<String, String> tags) {
        super("kinesis-lake:app:PersonalKey", name);
        secret = new Secret(
                name + "-secret",
                SecretArgs.builder()
                        .description("Key of the hashes that stand for personal data in the lake")
                        .recoveryWindowInDays(removal.isWithContents() ? 0 : RECOVERY_DAYS)
                        .tags(tags)
                        .build(),
                CustomResourceOptions.builder()
                        .parent(this)
                        .protect(removal.isRefused())
                        .retainOnDelete(removal.isRefused())
                        .build());
        registerOutputs(Map.of("arn", arn()));
    }

    Output<String> arn() {
        return secret.arn();
    }
}
