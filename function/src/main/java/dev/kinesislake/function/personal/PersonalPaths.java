package dev.kinesislake.function.personal;

import dev.kinesislake.function.config.Treatment;
import dev.kinesislake.function.decode.MemberRule;
import dev.kinesislake.function.event.Event;
import dev.kinesislake.function.event.Metadata;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which members of an event are personal, and how each of them is treated. A member with a path of its own is known from then on, and so
 * are those that lead to it.
 */
public final class PersonalPaths {

    private static final List<MemberPath> REQUIRED = List.of(
            new MemberPath(List.of(Event.METADATA)),
            new MemberPath(List.of(Event.PAYLOAD)),
            new MemberPath(List.of(Event.METADATA, Metadata.SECTION)),
            new MemberPath(List.of(Event.METADATA, Metadata.UUID)));

    private final Node root = new Node();
    private final boolean dropsUnknown;

    private PersonalPaths(boolean dropsUnknown) {
        this.dropsUnknown = dropsUnknown;
    }

    /** A member's place in the tree of paths. */
    private static final class Node {
        private @Nullable Treatment treatment;
        /** Whether it may have any member. */
        private boolean open;

        private final Map<String, Node> members = new LinkedHashMap<>();

        Node member(String name) {
            return members.computeIfAbsent(name, none -> new Node());
        }
    }

    /**
     * Those of a configuration.
     *
     * @param members treatments by path
     * @param dropsUnknown whether members that no type and no path knows are dropped
     * @throws IllegalArgumentException if a path has a problem
     */
    public static PersonalPaths of(Map<String, Treatment> members, boolean dropsUnknown) {
        var paths = new PersonalPaths(dropsUnknown);
        members.forEach((path, treatment) -> {
            problem(path, members).ifPresent(allowed -> {
                throw new IllegalArgumentException(path + ": allowed is " + allowed);
            });
            var node = paths.root;
            for (var name : MemberPath.parse(path).orElseThrow().names()) {
                node = node.member(name);
            }
            node.treatment = treatment;
        });
        if (dropsUnknown) {
            addKnown(paths.root, KnownMember.event());
        }
        return paths;
    }

    private static void addKnown(Node node, KnownMember known) {
        if (node.treatment != null) {
            return;
        }
        node.open = known.kind() == KnownMember.Kind.MAP;
        known.members().forEach((name, member) -> addKnown(node.member(name), member));
    }

    /**
     * What is allowed instead of a member's treatment; empty where nothing is wrong.
     *
     * @param members all that are configured, the path among them
     */
    public static Optional<String> problem(String path, Map<String, Treatment> members) {
        var parsed = MemberPath.parse(path);
        var treatment = members.get(path);
        if (parsed.isEmpty() || treatment == null) {
            return Optional.of(MemberPath.NOTATION);
        }
        if (treatment != Treatment.KEEP && isRequired(parsed.get())) {
            return Optional.of("keep: without it no row can be stored");
        }
        if ((treatment == Treatment.HASH || treatment == Treatment.MASK)
                && KnownMember.event()
                        .at(parsed.get())
                        .filter(known -> known.kind() == KnownMember.Kind.TYPED)
                        .isPresent()) {
            return Optional.of("keep or drop: it isn't a text, so neither a hash nor a mask would fit its type");
        }
        for (var other : members.entrySet()) {
            var outer = MemberPath.parse(other.getKey());
            if (!other.getKey().equals(path)
                    && outer.isPresent()
                    && parsed.get().isBelowOrSame(outer.get())
                    && (other.getValue() != Treatment.KEEP || outer.equals(parsed))) {
                return Optional.of("a member that isn't in " + other.getKey() + ", which is "
                        + other.getValue().label() + " as a whole");
            }
        }
        return Optional.empty();
    }

    private static boolean isRequired(MemberPath path) {
        return REQUIRED.stream()
                .anyMatch(required ->
                        path.equals(required) || (required.names().size() > 1 && path.isBelowOrSame(required)));
    }

    /** Whether a type of the event has such a member. */
    public static boolean isKnown(String path) {
        return MemberPath.parse(path)
                .flatMap(parsed -> KnownMember.event().at(parsed))
                .isPresent();
    }

    /**
     * The rules for an event.
     *
     * @param hash replaces values that are hashed
     */
    MemberRule.Inside rules(MemberRule.Replacement hash) {
        return inside(root, hash, dropsUnknown);
    }

    private static MemberRule.Inside inside(Node node, MemberRule.Replacement hash, boolean dropsOthers) {
        var rules = new LinkedHashMap<String, MemberRule>();
        node.members.forEach((name, member) -> rules.put(name, rule(member, hash, dropsOthers)));
        return new MemberRule.Inside(rules, dropsOthers ? new MemberRule.Drop() : new MemberRule.Keep());
    }

    private static MemberRule rule(Node node, MemberRule.Replacement hash, boolean dropsOthers) {
        var treatment = node.treatment;
        if (treatment == null) {
            return node.open && node.members.isEmpty()
                    ? new MemberRule.Keep()
                    : inside(node, hash, dropsOthers && !node.open);
        }
        return switch (treatment) {
            case KEEP -> node.members.isEmpty() ? new MemberRule.Keep() : inside(node, hash, false);
            case DROP -> new MemberRule.Drop();
            case MASK -> new MemberRule.Replace(Mask::of);
            case HASH -> new MemberRule.Replace(hash);
        };
    }
}
