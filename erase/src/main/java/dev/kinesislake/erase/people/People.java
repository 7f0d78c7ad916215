package dev.kinesislake.erase.people;

import dev.kinesislake.function.personal.MemberPath;
import dev.kinesislake.function.personal.PeopleSearch;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The people to look for. A person is known by the text that a member of their events has, such as a user id.
 *
 * @param texts of any of them, by the member's path
 */
public record People(Map<MemberPath, Set<String>> texts) {

    public People {
        var copy = new HashMap<MemberPath, Set<String>>();
        texts.forEach((path, of) -> copy.put(path, Set.copyOf(of)));
        texts = Map.copyOf(copy);
    }

    /** Somebody with this text at this path. */
    public static People of(MemberPath path, String text) {
        return new People(Map.of(path, Set.of(text)));
    }

    /** All of them. */
    public static People of(List<People> people) {
        var all = new HashMap<MemberPath, Set<String>>();
        people.forEach(some -> some.texts.forEach(
                (path, of) -> all.computeIfAbsent(path, p -> new HashSet<>()).addAll(of)));
        return new People(all);
    }

    /**
     * The same people by more texts.
     *
     * @param others what may stand for a text
     */
    public People with(Function<String, Stream<String>> others) {
        var all = new HashMap<MemberPath, Set<String>>();
        texts.forEach((path, of) -> all.put(
                path,
                of.stream()
                        .flatMap(text -> Stream.concat(Stream.of(text), others.apply(text)))
                        .collect(Collectors.toSet())));
        return new People(all);
    }

    /** Finds their rows. Safe for use by many threads. */
    public PeopleSearch search() {
        var tests = new HashMap<MemberPath, Predicate<String>>();
        texts.forEach((path, of) -> tests.put(path, of::contains));
        return new PeopleSearch(tests);
    }
}
