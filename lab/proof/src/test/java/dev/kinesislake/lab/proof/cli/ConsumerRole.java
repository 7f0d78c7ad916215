package dev.kinesislake.lab.proof.cli;

import dev.kinesislake.lab.aws.iam.Role;
import dev.kinesislake.lab.proof.deploy.DeployedStack;

/** The role of a stack's consumer. */
final class ConsumerRole {

    private ConsumerRole() {}

    static Role of(DeployedStack stack) {
        return stack.aws().account().rolesByArn().values().stream()
                .filter(role -> role.name().startsWith("consumer-role"))
                .findFirst()
                .orElseThrow();
    }
}
