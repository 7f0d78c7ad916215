package dev.kinesislake.lab.engine;

import com.pulumi.automation.AutomationException;
import com.pulumi.automation.ConfigValue;
import com.pulumi.automation.DestroyOptions;
import com.pulumi.automation.PreviewOptions;
import com.pulumi.automation.RefreshOptions;
import com.pulumi.automation.UpOptions;
import com.pulumi.automation.WorkspaceStack;
import dev.kinesislake.app.config.StackConfig;
import dev.kinesislake.lab.aws.LocalAws;
import dev.kinesislake.lab.proof.deploy.DeployedStack;
import java.util.List;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A stack under Pulumi's Automation API. Each operation tells what it did to resources, or would do, see {@link Changes}. */
record Stack(WorkspaceStack pulumi, LocalAws aws) {

    /** Pulumi's SDK leaves its channels to the garbage collector, of which gRPC complains. Held, as loggers forget their level. */
    private static final Logger CHANNELS = Logger.getLogger("io.grpc.internal.ManagedChannelOrphanWrapper");

    static {
        CHANNELS.setLevel(Level.OFF);
    }

    Changes preview() throws AutomationException {
        var changes = new Changes();
        pulumi.preview(PreviewOptions.builder().onEvent(changes::note).build());
        return changes;
    }

    /** What replacing a resource would do. */
    Changes previewReplacing(String urn) throws AutomationException {
        var changes = new Changes();
        pulumi.preview(PreviewOptions.builder()
                .onEvent(changes::note)
                .replaces(List.of(urn))
                .build());
        return changes;
    }

    Changes up() throws AutomationException {
        var changes = new Changes();
        pulumi.up(UpOptions.builder().onEvent(changes::note).build());
        return changes;
    }

    Changes refresh() throws AutomationException {
        var changes = new Changes();
        pulumi.refresh(RefreshOptions.builder().onEvent(changes::note).build());
        return changes;
    }

    Changes destroy() throws AutomationException {
        var changes = new Changes();
        pulumi.destroy(DestroyOptions.builder().onEvent(changes::note).build());
        return changes;
    }

    /** Sets a key of the project's, as {@code pulumi config set} does. */
    void configure(String key, Object value) throws AutomationException {
        pulumi.setConfig(StackConfig.PROJECT + ":" + key, new ConfigValue(String.valueOf(value)));
    }

    /** The stack with the outputs that it has now. */
    DeployedStack deployed() throws AutomationException {
        var outputs = new TreeMap<String, String>();
        pulumi.getOutputs().forEach((name, output) -> outputs.put(name, String.valueOf(output.value())));
        return new DeployedStack(aws, outputs);
    }

    /** What the stack's state holds. */
    State state() throws AutomationException {
        return State.of(pulumi.exportStack());
    }
}
