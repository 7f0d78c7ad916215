package dev.kinesislake.function.personal;

import dev.kinesislake.function.personal.JsonTree.Array;
import dev.kinesislake.function.personal.JsonTree.Member;
import dev.kinesislake.function.personal.JsonTree.Scalar;
import dev.kinesislake.function.personal.JsonTree.Struct;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;

/** Valid events of any shape: members that the types know and others, named twice, nested, in arrays, of any value. */
final class RandomTrees {

    private static final List<String> NAMES = List.of(
            "userid",
            "email_id",
            "contact",
            "menuitem",
            "text",
            "value",
            "onclick",
            "size",
            "visitor",
            "Email_ID",
            "a.b",
            "",
            "é",
            "data");
    private static final List<String> TEXTS = List.of(
            "ann@example.com",
            "+44 20 7946 0123",
            "",
            "nan",
            "a \"b\" \\ c",
            "さくら😀",
            "x".repeat(70),
            "ann@example.com and more",
            "7");
    private static final List<String> OTHERS =
            List.of("null", "true", "false", "7", "-0.50", "1e3", "4155550123456", "12345678.9");
    private static final int MAX_DEPTH = 5;

    private final SplittableRandom random;

    RandomTrees(SplittableRandom random) {
        this.random = random;
    }

    Struct event() {
        var members = new ArrayList<Member>();
        members.add(member("metadata", metadata()));
        members.add(member("payload", struct(0)));
        members.addAll(distinct(random.nextInt(3)));
        shuffle(members);
        return new Struct(members);
    }

    private Struct metadata() {
        var members = new ArrayList<>(distinct(random.nextInt(3)));
        members.add(member("uuid", text("145")));
        members.add(member("section", text("Home-Decor")));
        shuffle(members);
        return new Struct(members);
    }

    /** No name twice, which isn't allowed at the top and in metadata. */
    private List<Member> distinct(int number) {
        var names = new HashSet<String>();
        var members = new ArrayList<Member>();
        for (int i = 0; i < number; i++) {
            var name = pick(NAMES);
            if (names.add(name)) {
                members.add(member(name, value(1)));
            }
        }
        return members;
    }

    private JsonTree value(int depth) {
        return switch (random.nextInt(depth > MAX_DEPTH ? 2 : 4)) {
            case 0 -> text(pick(TEXTS));
            case 1 -> {
                var spelt = pick(OTHERS);
                yield new Scalar(spelt, spelt);
            }
            case 2 -> {
                var elements = new ArrayList<JsonTree>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    elements.add(value(depth + 1));
                }
                yield new Array(elements);
            }
            default -> struct(depth + 1);
        };
    }

    private Struct struct(int depth) {
        var members = new ArrayList<Member>();
        for (int i = random.nextInt(6); i > 0; i--) {
            members.add(member(pick(NAMES), value(depth + 1)));
        }
        return new Struct(members);
    }

    private Member member(String name, JsonTree value) {
        return new Member(name, JsonTree.spelt(name, random), value);
    }

    private Scalar text(String meant) {
        return new Scalar(meant, JsonTree.spelt(meant, random));
    }

    private void shuffle(List<Member> members) {
        for (int i = members.size() - 1; i > 0; i--) {
            members.set(i, members.set(random.nextInt(i + 1), members.get(i)));
        }
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
