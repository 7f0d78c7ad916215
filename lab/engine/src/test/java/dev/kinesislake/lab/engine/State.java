package dev.kinesislake.lab.engine;

import com.pulumi.automation.StackDeployment;
import dev.kinesislake.lab.aws.LocalAws;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The AWS resources that a stack's state holds. */
record State(List<Entry> resources) {

    /** A resource, by its name in the program. */
    record Entry(String name, String urn, String type, String id, boolean tagged) {

        /** As the account lists it. */
        String existing() {
            return type + " " + id;
        }
    }

    static State of(StackDeployment exported) {
        var entries = new ArrayList<Entry>();
        if (exported.deployment().get("resources") instanceof List<?> resources) {
            for (var resource : resources) {
                if (resource instanceof Map<?, ?> map
                        && map.get("id") instanceof String id
                        && map.get("type") instanceof String type
                        && map.get("urn") instanceof String urn
                        && type.startsWith("aws:")) {
                    var name = urn.substring(urn.lastIndexOf("::") + 2);
                    boolean tagged = map.get("inputs") instanceof Map<?, ?> inputs && inputs.containsKey("tags");
                    entries.add(new Entry(name, urn, type, id, tagged));
                }
            }
        }
        return new State(List.copyOf(entries));
    }

    /** Those of some kind, as the account lists them. */
    SortedSet<String> existing(Predicate<Entry> kind) {
        return resources.stream().filter(kind).map(Entry::existing).collect(Collectors.toCollection(TreeSet::new));
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
