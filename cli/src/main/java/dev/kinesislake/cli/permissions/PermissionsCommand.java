package dev.kinesislake.cli.permissions;

import dev.kinesislake.app.config.PulumiCommands;
import dev.kinesislake.app.config.StackConfig;
import dev.kinesislake.app.config.StackFiles;
import dev.kinesislake.app.policy.DeployPolicy;
import dev.kinesislake.app.policy.DeployPolicy.Declared;
import dev.kinesislake.app.policy.DeployPolicy.Place;
import dev.kinesislake.app.policy.DeployPolicy.State;
import dev.kinesislake.cli.DeclaredResources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./lake permissions}. */
@Command(
        name = "permissions",
        description =
                "Prints the IAM policy that a role needs to deploy a stack (pulumi up, refresh and destroy), from what the "
                        + "program declares. Asks nobody: it reads the stack's configuration.",
        mixinStandardHelpOptions = true)
public final class PermissionsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--stack", required = true, paramLabel = "NAME", description = "The stack, as in Pulumi.NAME.yaml.")
    private String stack = "";

    @Option(names = "--preview", description = "Only what pulumi preview needs.")
    private boolean preview;

    @Option(
            names = "--account",
            paramLabel = "ID",
            defaultValue = "*",
            description = "The account's id. Without it, the policy is for any account.")
    private String account = "";

    @Option(
            names = "--state-bucket",
            paramLabel = "NAME",
            description = "The bucket of Pulumi's state. Without it, the policy has nothing about the state.")
    private @Nullable String stateBucket;

    @Option(names = "--state-key", paramLabel = "ARN", description = "The KMS key of the secrets in the state.")
    private @Nullable String stateKey;

    @Override
    public Integer call() throws IOException {
        if (!account.matches("\\*|[0-9]{12}")) {
            throw refused("--account is " + account + ", allowed are 12 digits");
        }
        var project = Path.of(System.getProperty("lake.home", "")).toAbsolutePath();
        if (!stack.matches("[A-Za-z0-9_.-]+") || !Files.exists(project.resolve("Pulumi." + stack + ".yaml"))) {
            throw refused("--stack: there is no Pulumi." + stack + ".yaml");
        }
        var state = Optional.ofNullable(stateBucket).map(bucket -> new State(bucket, Optional.ofNullable(stateKey)));
        if (preview && state.isEmpty()) {
            throw refused("--preview needs --state-bucket: a preview reads the state alone");
        }
        var config = StackConfig.read(StackFiles.read(project, stack), new PulumiCommands(stack, project));
        var place = new Place(config.region(), account);
        var policy = preview
                ? DeployPolicy.preview(place, state.orElseThrow())
                : DeployPolicy.deploy(declared(config), place, state);
        spec.commandLine().getOut().println(policy.toIndentedJson());
        return 0;
    }

    private List<Declared> declared(StackConfig config) {
        return DeclaredResources.of(stack, config).stream()
                .map(of -> new Declared(
                        of.type(), of.name(), Boolean.TRUE.equals(of.inputs().get("forceDestroy"))))
                .toList();
    }

    private ParameterException refused(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }
}
