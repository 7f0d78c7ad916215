package dev.kinesislake.lab.readers;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.function.event.Payload;
import dev.kinesislake.lab.readers.DataSet.DataFile;
import dev.kinesislake.lab.readers.Payloads.Former;
import dev.kinesislake.lab.readers.Payloads.Less;
import dev.kinesislake.lab.readers.Payloads.More;
import dev.kinesislake.lab.readers.Payloads.Wide;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Files of every odd kind, written with the product's own encoder, and what readers have to find in them. */
final class Corpus {

    private static final int MANY = 17_000;

    /** What mustn't get lost between a section and a reader: what Hive escapes, and what looks like something else. */
    static final List<String> SECTIONS = List.of(
            "Electronics",
            "50% off/é's",
            "a+b%20c#?=d",
            "Toys & Games",
            "\"quoted\"",
            "back\\slash",
            "%2F",
            "%",
            "a/b/../c",
            "..",
            "007",
            "7",
            "7.0",
            "1e5",
            "null",
            "NULL",
            "NaN",
            "true",
            "2026-11-23",
            "2026-11-23 09:00:00",
            " blanks around ",
            "two  blanks",
            "no\u00a0break",
            "[a]{b}(c)",
            "a:b;c,d",
            "*^~`$!@|<>",
            "dt=2020-01-01",
            "日本語",
            "\ud83d\ude00",
            "e\u0301",
            "long".repeat(32));

    private final Rows rows = new Rows();

    private Corpus() {}

    /** Takes the folder to write to. */
    public static void main(String[] arguments) throws IOException {
        var folder = Path.of(arguments[0]);
        for (var set : new Corpus().sets()) {
            set.write(folder);
            new ObjectMapper()
                    .writeValue(
                            folder.resolve(set.name()).resolve("expected.json").toFile(), Expectation.of(set));
        }
    }

    private List<DataSet> sets() {
        return List.of(
                DataSet.of("one-row", Payload.class, rows.of(1, i -> Members.visit(7))),
                DataSet.of("one-row-of-each-type", Wide.class, rows.of(1, i -> Members.wide(7))),
                DataSet.of("many-rows", Payload.class, rows.of(MANY, Members::visit)),
                DataSet.of("many-rows-of-each-type", Wide.class, rows.of(MANY, Members::wide)),
                DataSet.of("one-value", Wide.class, rows.of(1000, i -> Members.wide(7))),
                DataSet.of("dictionary-of-256", Wide.class, rows.of(1000, i -> status(i % 256))),
                DataSet.of("dictionary-of-257", Wide.class, rows.of(1000, i -> status(i % 257))),
                DataSet.of("all-null", Wide.class, rows.of(100, i -> Members.nulls())),
                DataSet.of("all-missing", Payload.class, rows.of(100, i -> Members.member("unknown", 1))),
                DataSet.of(
                        "all-null-but-one", Wide.class, rows.of(100, i -> i == 63 ? Members.wide(7) : Members.nulls())),
                DataSet.of("one-null", Wide.class, rows.of(100, i -> i == 63 ? Members.nulls() : Members.wide(7))),
                DataSet.of("large-event", Payload.class, rows.of(3, Members::large)),
                DataSet.of("nul-characters", Payload.class, texts("\0", "\0\0", "a\0", "a\0b", "a", "\0a", "")),
                DataSet.of("empty-strings", Payload.class, rows.of(20, i -> Members.text(""))),
                DataSet.of(
                        "some-empty-strings",
                        Payload.class,
                        rows.of(20, i -> i % 3 == 0 ? Members.visit(7) : Members.text(""))),
                DataSet.of(
                        "order-of-strings",
                        Payload.class,
                        texts("z", "Z", "é", "\u00ff", "\uffff", "\ud83d\ude00", "\u007f", "zz", " ")),
                DataSet.of("strings-of-64-bytes", Payload.class, texts("é".repeat(31) + "aa", "é".repeat(32))),
                DataSet.of("strings-of-65-bytes", Payload.class, texts("é".repeat(32) + "a", "b")),
                new DataSet("extremes", extremes(), false),
                new DataSet("lengths", lengths(), false),
                new DataSet("columns-come-and-go", columnsComeAndGo(), false),
                new DataSet("columns-come-and-go-in-folders", columnsComeAndGo(), true),
                new DataSet("sections", sections(), true));
    }

    private static Map<String, @Nullable Object> status(int i) {
        return Members.member("membership_status", "status-" + i);
    }

    private List<Row> texts(String... texts) {
        return Arrays.stream(texts)
                .map(text -> rows.of("Electronics", "u" + text, Members.text(text)))
                .toList();
    }

    private List<DataFile> extremes() {
        return Stream.of(
                        rows.ofValues("clicks", Arrays.asList(Integer.MIN_VALUE, null, 0, -1, Integer.MAX_VALUE)),
                        rows.ofValues("clicks", List.of(-1, 1)),
                        rows.ofValues("bytes", Arrays.asList(Long.MIN_VALUE, null, 0L, -1L, Long.MAX_VALUE)),
                        rows.ofValues("bytes", List.of(1L << 53, (1L << 53) + 1)),
                        rows.ofValues(
                                "price", Arrays.asList(-Double.MAX_VALUE, null, Double.MIN_VALUE, Double.MAX_VALUE)),
                        rows.ofValues("price", List.of(-Double.MIN_VALUE, -Double.MIN_NORMAL, 0.1 + 0.2)),
                        rows.ofValues("price", List.of(0.0, -0.0)),
                        rows.ofValues("price", List.of(-0.0, -0.0)),
                        rows.ofValues("price", List.of(0.0, 0.0)),
                        rows.ofValues("mobile", List.of(true)),
                        rows.ofValues("mobile", List.of(false, false)),
                        rows.ofValues("mobile", Arrays.asList(true, null, false)),
                        rows.ofValues(
                                "seen_at", instants("1969-12-31T23:59:59.999999Z", "1970-01-01T00:00:00.000001Z")),
                        rows.ofValues("seen_at", instants("1883-11-18T12:00:00.123456Z", "1582-10-04T00:00:00Z")),
                        rows.ofValues("seen_at", instants("0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z")))
                .map(of -> new DataFile(Wide.class, of))
                .toList();
    }

    private static List<Instant> instants(String... texts) {
        return Arrays.stream(texts).map(Instant::parse).toList();
    }

    /** Files of 1 to 40 rows with nulls here and there, around the eights in which levels and indices are packed. */
    private List<DataFile> lengths() {
        var random = new Random(7);
        var files = new ArrayList<DataFile>();
        for (int length = 1; length <= 40; length++) {
            double nulls = random.nextDouble();
            files.add(new DataFile(Wide.class, rows.of(length, i -> {
                var payload = Members.wide(random.nextInt(5000));
                payload.replaceAll((name, value) -> random.nextDouble() < nulls ? null : value);
                return payload;
            })));
        }
        return files;
    }

    private List<DataFile> columnsComeAndGo() {
        return List.of(
                new DataFile(Former.class, rows.of(5, Members::visit)),
                new DataFile(Less.class, rows.of(5, Members::visit)),
                new DataFile(More.class, rows.of(5, Members::visit)));
    }

    private List<DataFile> sections() {
        return SECTIONS.stream()
                .map(section -> new DataFile(Payload.class, rows.ofSection(section, 2)))
                .toList();
    }
}
