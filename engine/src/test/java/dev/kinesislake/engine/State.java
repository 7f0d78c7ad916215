package dev.kinesislake.engine;

import com.pulumi.automation.StackDeployment;
import dev.kinesislake.local.LocalAws;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The AWS resources that a stack's state holds. */
record State(List<Entry> resources) {

    /** A resource, by its name in the program. */
    record Entry(String name, String urn, String type, String id) {}

    static State of(StackDeployment exported) {
        var entries = new ArrayList<Entry>();
        if (exported.deployment().get("resources") instanceof List<?> resources) {
            for (var resource : resources) {
                if (resource instanceof Map<?, ?> map
                        && map.get("id") instanceof String id
                        && map.get("type") instanceof String type
                        && map.get("urn") instanceof String urn
                        && type.startsWith("aws:")) {
                    entries.add(new Entry(urn.substring(urn.lastIndexOf("::") + 2), urn, type, id));
                }
            }
        }
        return new State(List.copyOf(entries));
    }

    Entry named(String name) {
        return resources.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the state has no " + name + ", but " + resources));
    }

    /** The names of those that aren't there any more. */
    List<String> goneFrom(LocalAws aws) {
        return resources.stream()
                .filter(entry -> aws.resources().read(entry.type(), entry.name(), entry.id()) == null)
                .map(Entry::name)
                .toList();
    }
}
