package dev.kinesislake.cli.personal;

import dev.kinesislake.cli.CommandException;
import dev.kinesislake.cli.StackChoice;
import dev.kinesislake.cli.StackOutputs;
import dev.kinesislake.function.personal.PersonalKeys;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** {@code ./lake personal-key}. */
@Command(
        name = "personal-key",
        description =
                "Creates the key of the hashes that stand for personal data, where the stack's secret has none yet. Shows no key.",
        mixinStandardHelpOptions = true)
public final class PersonalKeyCommand implements Callable<Integer> {

    private final Function<StackOutputs, SecretsManagerClient> clients;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(multiplicity = "1")
    private StackChoice stack = new StackChoice();

    @Option(
            names = "--rotate",
            description =
                    "Add another key, which new environments of the function use. The keys before it stay, since stored hashes "
                            + "need them.")
    private boolean rotates;

    /** The command as a person calls it. */
    public PersonalKeyCommand() {
        this(KeyStore::client);
    }

    PersonalKeyCommand(Function<StackOutputs, SecretsManagerClient> clients) {
        this.clients = clients;
    }

    @Override
    public Integer call() throws InterruptedException {
        var project = Path.of(System.getProperty("lake.home", "")).toAbsolutePath();
        var outputs = stack.outputs(spec.commandLine(), project, "pulumi");
        var secret = outputs.byName().get("personalKeySecret");
        if (secret == null) {
            throw new CommandException(outputs.where()
                    + " has no output personalKeySecret: nothing is hashed, or it isn't deployed since (kinesis-lake:personal,"
                    + " kinesis-lake:failedData)");
        }
        try (var client = clients.apply(outputs)) {
            var out = spec.commandLine().getOut();
            out.println(run(new KeyStore(client, secret)));
            out.flush();
            return 0;
        }
    }

    private String run(KeyStore store) {
        var random = new SecureRandom();
        var value = store.read();
        if (value == null) {
            var first = PersonalKeys.create(random);
            store.write(first.version(), first.toSecret());
            return "version 1 created";
        }
        var keys = KeyStore.parsed(value);
        if (!rotates) {
            return "version " + keys.version() + " there already; --rotate adds another one";
        }
        var more = keys.rotated(random);
        store.write(more.version(), more.toSecret());
        return "version " + more.version() + " created; environments of the function that start from now on use it";
    }
}
