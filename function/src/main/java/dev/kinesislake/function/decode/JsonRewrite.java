package dev.kinesislake.function.decode;

import static java.util.Objects.requireNonNull;

import dev.kinesislake.function.decode.JsonText.Kind;
import dev.kinesislake.function.decode.MemberRule.Drop;
import dev.kinesislake.function.decode.MemberRule.Inside;
import dev.kinesislake.function.decode.MemberRule.Keep;
import dev.kinesislake.function.decode.MemberRule.Replace;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Copies a JSON text, with some members left out and others' values replaced. All other bytes stay as they are and where they are. The
 * copy's members are listed as the text's are, so that nothing is scanned twice. A rewrite serves one text.
 */
public final class JsonRewrite {

    private final byte[] in;
    private final int end;
    private final boolean escapes;

    /** Where the bytes begin that aren't copied yet; they are copied in one go when a change ends them. */
    private int runStart;

    private byte @Nullable [] out;
    private int outLength;

    /** How much further on in the copy the bytes stand that aren't copied yet. */
    private int shift;

    private final int[] table;
    private int tableEnd;

    private JsonRewrite(JsonText text) {
        this.in = text.bytes();
        this.end = text.end();
        this.escapes = text.mayHaveEscapes();
        this.runStart = text.start();
        this.shift = -runStart;
        this.table = new int[text.tableLength()];
    }

    /**
     * The text by the rules; the same one where they change nothing.
     *
     * @param text as it was scanned, with its members listed
     */
    public static JsonText of(JsonText text, Inside rules) {
        if (text.kind() != Kind.OBJECT) {
            return text;
        }
        var rewrite = new JsonRewrite(text);
        rewrite.listed(text, rules, 1);
        var out = rewrite.out;
        if (out == null) {
            return text;
        }
        rewrite.copyUpTo(rewrite.end);
        return new JsonText(
                requireNonNull(rewrite.out),
                0,
                0,
                rewrite.outLength,
                rewrite.table,
                0,
                rewrite.tableEnd,
                rewrite.escapes);
    }

    /** An object whose members are listed: the text itself, or one directly inside it. */
    private void listed(JsonText object, Inside rules, int depth) {
        int likely = 0;
        int kept = 0;
        for (int member = object.firstMember(); member < object.lastMember(); ) {
            int next = object.nextMember(member);
            int index = rules.indexOf(in, object.nameStart(member), object.nameEnd(member), escapes, likely);
            likely = index < 0 ? likely : index + 1;
            var rule = rules.rule(index);
            if (rule instanceof Drop) {
                drop(object.nameStart(member), object.valueEnd(member), kept);
            } else {
                if (rule instanceof Keep) {
                    copyEntries(object, member, next);
                } else {
                    listed(object, member, rule, depth);
                }
                kept++;
            }
            member = next;
        }
    }

    private void listed(JsonText object, int member, MemberRule rule, int depth) {
        int entry = tableEnd;
        table[entry + JsonText.NAME_START] = object.nameStart(member) + shift;
        table[entry + JsonText.NAME_END] = object.nameEnd(member) + shift;
        table[entry + JsonText.VALUE_START] = object.valueStart(member) + shift;
        tableEnd += JsonText.ENTRY;
        var value = object.value(member);
        if (rule instanceof Replace replace) {
            if (!replace(value, replace)) {
                copyEntries(object, member + JsonText.ENTRY, object.nextMember(member));
            }
        } else if (rule instanceof Inside inside) {
            if (depth == 1 && value.kind() == Kind.OBJECT) {
                listed(value, inside, depth + 1);
            } else {
                raw(value.start(), inside);
            }
        }
        table[entry + JsonText.VALUE_END] = object.valueEnd(member) + shift;
        table[entry + JsonText.NEXT] = tableEnd;
    }

    /** Those of members that don't change. */
    private void copyEntries(JsonText object, int first, int last) {
        if (first < last) {
            object.copyEntries(first, last, object.origin() + shift, table, tableEnd);
            tableEnd += last - first;
        }
    }

    /** Walks through a value whose members aren't listed; returns what follows it. */
    private int raw(int start, MemberRule rule) {
        if (rule instanceof Inside inside) {
            if (in[start] == '{') {
                return rawObject(start, inside);
            }
            if (in[start] == '[') {
                return rawArray(start, inside);
            }
        }
        int valueEnd = JsonExtent.end(in, start, end);
        if (rule instanceof Replace replace) {
            replace(JsonText.part(in, start, valueEnd, escapes), replace);
        }
        return valueEnd;
    }

    private int rawArray(int start, Inside inside) {
        int at = start + 1;
        while (in[at] != ']') {
            at = raw(at, inside);
            at += in[at] == ',' ? 1 : 0;
        }
        return at + 1;
    }

    private int rawObject(int start, Inside rules) {
        int likely = 0;
        int kept = 0;
        int at = start + 1;
        while (in[at] != '}') {
            int nameEnd = JsonExtent.end(in, at, end);
            int index = rules.indexOf(in, at, nameEnd, escapes, likely);
            likely = index < 0 ? likely : index + 1;
            var rule = rules.rule(index);
            int valueEnd = raw(nameEnd + 1, rule);
            if (rule instanceof Drop) {
                drop(at, valueEnd, kept);
            } else {
                kept++;
            }
            at = valueEnd + (in[valueEnd] == ',' ? 1 : 0);
        }
        return at + 1;
    }

    /** Leaves out a member, and a comma beside it where it has one. */
    private void drop(int nameStart, int valueEnd, int kept) {
        copyUpTo(nameStart);
        boolean last = in[valueEnd] != ',';
        runStart = last ? valueEnd : valueEnd + 1;
        if (last && kept > 0) {
            outLength--;
        }
        shift = outLength - runStart;
    }

    private boolean replace(JsonText value, Replace replace) {
        var replacement = replace.replacement().of(value);
        if (replacement == null) {
            return false;
        }
        copyUpTo(value.start());
        copy(replacement, 0, replacement.length);
        runStart = value.end();
        shift = outLength - runStart;
        return true;
    }

    private void copyUpTo(int place) {
        copy(in, runStart, place - runStart);
        runStart = place;
    }

    private void copy(byte[] from, int start, int length) {
        var to = out;
        if (to == null) {
            to = new byte[end - runStart + 64];
        } else if (outLength + length > to.length) {
            to = Arrays.copyOf(to, Math.max(outLength + length, to.length + to.length / 2));
        }
        System.arraycopy(from, start, to, outLength, length);
        outLength += length;
        out = to;
    }
}
