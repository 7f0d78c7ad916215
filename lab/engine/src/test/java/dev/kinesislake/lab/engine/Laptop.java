package dev.kinesislake.lab.engine;

import com.pulumi.automation.AutomationException;
import com.pulumi.automation.LocalWorkspace;
import com.pulumi.automation.LocalWorkspaceOptions;
import com.pulumi.automation.WorkspaceStack;
import dev.kinesislake.app.LakeStack;
import dev.kinesislake.lab.aws.LocalAws;
import dev.kinesislake.lab.aws.kinesis.ShardLimits;
import dev.kinesislake.lab.aws.s3.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A person's laptop: a copy of the project, the AWS in one process, and Pulumi's CLI with its state in a folder. */
final class Laptop implements AutoCloseable {

    private static final String REGION = "eu-central-1";

    private final Path project;
    private final LocalAws aws;
    private final Map<String, String> environment;
    private final List<Traffic> begun = new ArrayList<>();

    private Laptop(Path project, LocalAws aws, Map<String, String> environment) {
        this.project = project;
        this.aws = aws;
        this.environment = environment;
    }

    /** @param folder an empty one, which takes all of it */
    static Laptop in(Path folder) throws IOException {
        return in(folder, Faults.NONE);
    }

    static Laptop in(Path folder, Faults faults) throws IOException {
        var project = ProjectCopy.of(ProjectCopy.project(), folder.toRealPath().resolve("project"));
        var aws = LocalAws.start(new LocalAws.Options(
                folder.resolve("aws"), false, project, REGION, "local", 0, ShardLimits.NONE, faults));
        var environment = new HashMap<>(aws.environment());
        var state = Files.createDirectories(folder.resolve("state"));
        // Without metadata: a CLI that is killed can leave a file of them that no later one can read.
        environment.put("PULUMI_BACKEND_URL", state.toUri() + "?metadata=skip");
        environment.put("PULUMI_CONFIG_PASSPHRASE", "local");
        environment.put("PULUMI_HOME", folder.resolve("home").toString());
        environment.put("PULUMI_SKIP_UPDATE_CHECK", "true");
        return new Laptop(project, aws, Map.copyOf(environment));
    }

    Path project() {
        return project;
    }

    LocalAws aws() {
        return aws;
    }

    /** What a person has in the environment of a terminal. */
    Map<String, String> environment() {
        return environment;
    }

    /** A stack that Pulumi's Automation API operates on, with the configuration in its file, and the program in this process. */
    Stack stack(String name) throws AutomationException {
        return stackIn(project, name);
    }

    /** The same from another copy of the project. */
    Stack stackIn(Path project, String name) throws AutomationException {
        var selected = new HashMap<>(environment);
        // The SDK selects a stack once, and its operations go to the one that was selected last.
        selected.put("PULUMI_STACK", name);
        var options = LocalWorkspaceOptions.builder()
                .workDir(project)
                .environmentVariables(selected)
                .program(LakeStack::deploy)
                .build();
        return new Stack(WorkspaceStack.createOrSelect(name, LocalWorkspace.create(options)), aws);
    }

    /** Brings a stack up. */
    Stack up(String name) throws AutomationException {
        return up(name, Map.of());
    }

    /**
     * Brings a stack up with some keys of the project's changed. If it can't, the laptop is closed, since a test that can't be
     * made closes nothing.
     */
    Stack up(String name, Map<String, ?> changed) throws AutomationException {
        try {
            var stack = stack(name);
            for (var key : changed.keySet()) {
                stack.configure(key, changed.get(key));
            }
            stack.up();
            return stack;
        } catch (AutomationException | RuntimeException failed) {
            close();
            throw failed;
        }
    }

    /** Begins traffic to a stack, which ends with the laptop unless it's stopped before. */
    Traffic trafficTo(Stack stack) throws AutomationException {
        var traffic = Traffic.to(stack.deployed());
        begun.add(traffic);
        return traffic;
    }

    /** What a stack has put into its buckets. */
    Lake lakeOf(Stack stack) throws AutomationException {
        return new Lake(stack.deployed());
    }

    /** A command as it is typed in a terminal, in the folder of the project. */
    Typed type(String... command) throws IOException, InterruptedException {
        return typeIn(project, command);
    }

    Typed typeIn(Path folder, String... command) throws IOException, InterruptedException {
        return Typed.run(folder, environment, command);
    }

    /** A line as it is typed into a shell, where Pulumi's questions are answered with yes. */
    Typed typeAgreeing(String line) throws IOException, InterruptedException {
        var agreeing = new HashMap<>(environment);
        agreeing.put("PULUMI_SKIP_CONFIRMATIONS", "true");
        return Typed.run(project, agreeing, "sh", "-c", line);
    }

    /** A command that is under way, for somebody to cut it off. */
    Process start(String... command) throws IOException {
        return Typed.start(project, environment, command);
    }

    /** Replaces a piece of a source file, which has to be there. */
    void edit(String file, String before, String after) throws IOException {
        var source = Files.readString(project.resolve(file));
        if (!source.contains(before)) {
            throw new AssertionError(file + " has no " + before);
        }
        Files.writeString(project.resolve(file), source.replace(before, after));
    }

    /** Takes modules out of the project's build. */
    void leaveOut(String... modules) throws IOException {
        for (var module : modules) {
            edit("pom.xml", "<module>" + module + "</module>", "");
        }
    }

    @Override
    public void close() {
        begun.forEach(Traffic::close);
        aws.close();
    }
}
