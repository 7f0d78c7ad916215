package dev.kinesislake.lab.aws.provider;

import dev.kinesislake.lab.aws.resources.Shape;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import pulumirpc.Provider.DiffResponse;
import pulumirpc.Provider.DiffResponse.DiffChanges;
import pulumirpc.Provider.PropertyDiff;
import pulumirpc.Provider.PropertyDiff.Kind;

/**
 * What differs between the inputs that a resource was made from and new ones, down to the member, and which of it replaces the resource.
 * An unknown value counts as another one.
 */
final class InputDiff {

    private final Shape shape;
    private final DiffResponse.Builder answer = DiffResponse.newBuilder().setHasDetailedDiff(true);

    private InputDiff(Shape shape) {
        this.shape = shape;
    }

    /** @param keepsName whether the new resource would have the name of the old one, which then has to go first */
    static DiffResponse of(Shape shape, Map<String, Object> olds, Map<String, Object> news, boolean keepsName) {
        var diff = new InputDiff(shape);
        var properties = new TreeSet<>(olds.keySet());
        properties.addAll(news.keySet());
        for (var property : properties) {
            diff.property(property, olds.get(property), news.get(property));
        }
        boolean differs = diff.answer.getDiffsCount() > 0;
        return diff.answer
                .setChanges(differs ? DiffChanges.DIFF_SOME : DiffChanges.DIFF_NONE)
                .setDeleteBeforeReplace(keepsName && diff.answer.getReplacesCount() > 0)
                .build();
    }

    private void property(String property, @Nullable Object before, @Nullable Object after) {
        int sofar = answer.getDetailedDiffCount();
        boolean replaces = shape.replacing().contains(property);
        compare(PropertyPath.of(property), before, after, replaces);
        if (answer.getDetailedDiffCount() > sofar) {
            answer.addDiffs(property);
            if (replaces) {
                answer.addReplaces(property);
            }
        }
    }

    private void compare(PropertyPath path, @Nullable Object before, @Nullable Object after, boolean replaces) {
        if (before == null && after == null) {
            return;
        }
        if (before == null) {
            tell(path, replaces ? Kind.ADD_REPLACE : Kind.ADD);
        } else if (after == null) {
            tell(path, replaces ? Kind.DELETE_REPLACE : Kind.DELETE);
        } else if (before instanceof Map<?, ?> olds && after instanceof Map<?, ?> news) {
            members(path, olds, news, replaces);
        } else if (before instanceof List<?> olds && after instanceof List<?> news) {
            for (int i = 0; i < Math.max(olds.size(), news.size()); i++) {
                compare(
                        path.item(i),
                        i < olds.size() ? olds.get(i) : null,
                        i < news.size() ? news.get(i) : null,
                        replaces);
            }
        } else if (!before.equals(after) || after == Unknown.VALUE) {
            tell(path, replaces ? Kind.UPDATE_REPLACE : Kind.UPDATE);
        }
    }

    private void members(PropertyPath path, Map<?, ?> olds, Map<?, ?> news, boolean replaces) {
        var all = new TreeMap<String, @Nullable Object>();
        olds.forEach((name, value) -> all.put(String.valueOf(name), value));
        news.forEach((name, value) -> all.putIfAbsent(String.valueOf(name), value));
        for (var name : all.keySet()) {
            compare(path.member(name), olds.get(name), news.get(name), replaces);
        }
    }

    private void tell(PropertyPath path, Kind kind) {
        answer.putDetailedDiff(
                path.text(),
                PropertyDiff.newBuilder().setKind(kind).setInputDiff(true).build());
    }
}
