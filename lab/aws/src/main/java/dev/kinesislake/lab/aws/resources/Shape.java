package dev.kinesislake.lab.aws.resources;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Pulumi has to know of a type before it makes, changes or replaces a resource of it. It is what the AWS package's own provider
 * knows: each of the properties is one of the package's schema, where its description says "Forces new resource".
 *
 * @param naming where AWS wants a name; null where a resource is named after another one
 * @param replacing the properties that can't be changed in place
 * @param computed the properties that are known once the resource is made
 * @param changing those of the computed ones that an update may change
 */
public record Shape(@Nullable Naming naming, Set<String> replacing, Set<String> computed, Set<String> changing) {

    public Shape {
        replacing = Set.copyOf(replacing);
        computed = Set.copyOf(computed);
        changing = Set.copyOf(changing);
    }

    static Shape named(Naming naming, String... computed) {
        return new Shape(naming, Set.of(naming.property()), Set.of(computed), Set.of());
    }

    static Shape unnamed(String... computed) {
        return new Shape(null, Set.of(), Set.of(computed), Set.of());
    }

    Shape replacedBy(String... properties) {
        var all = new HashSet<>(replacing);
        all.addAll(List.of(properties));
        return new Shape(naming, all, computed, changing);
    }

    Shape changing(String... properties) {
        return new Shape(naming, replacing, computed, Set.of(properties));
    }
}
