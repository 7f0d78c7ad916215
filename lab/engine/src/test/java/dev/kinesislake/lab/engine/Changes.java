package dev.kinesislake.lab.engine;

import com.pulumi.automation.OperationType;
import com.pulumi.automation.events.EngineEvent;
import com.pulumi.automation.events.StepEventMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** What an operation did to AWS's resources, or would do: by the resource's name in the program, such as {@code update [rules]}. */
final class Changes {

    private final Map<String, String> byName = new ConcurrentSkipListMap<>();

    /** The engine tells of a step before it, and of its outcome after it; a refresh knows only then what it found. */
    void note(EngineEvent event) {
        if (event.resourcePreEvent() != null) {
            note(event.resourcePreEvent().metadata());
        } else if (event.resourceOutputsEvent() != null) {
            note(event.resourceOutputsEvent().metadata());
        }
    }

    private void note(StepEventMetadata step) {
        if (!step.type().startsWith("aws:") || step.op() == OperationType.SAME || step.op() == OperationType.REFRESH) {
            return;
        }
        var operation = step.op().name().toLowerCase(Locale.ROOT);
        var properties = step.diffs() == null ? List.<String>of() : new ArrayList<>(step.diffs());
        var name = step.urn().substring(step.urn().lastIndexOf("::") + 2);
        byName.put(name, properties.isEmpty() ? operation : operation + " " + properties);
    }

    Map<String, String> byName() {
        return new TreeMap<>(byName);
    }
}
