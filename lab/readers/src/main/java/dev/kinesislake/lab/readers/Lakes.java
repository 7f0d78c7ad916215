package dev.kinesislake.lab.readers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.EventDecoder;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.UserRecord;
import dev.kinesislake.function.encode.FailedNdjson;
import dev.kinesislake.function.event.Payload;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.lab.readers.DataSet.DataFile;
import dev.kinesislake.lab.readers.Payloads.More;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/** Buckets at several times of a stack's life, for the documented queries. */
final class Lakes {

    private static final Instant ARRIVAL = Instant.parse("2026-11-23T09:33:31.120Z");

    private Lakes() {}

    /** Takes the folder to write to. */
    public static void main(String[] arguments) throws IOException {
        var folder = Path.of(arguments[0]);
        lake(folder, "of-earlier-versions", Corpus.SECTIONS, i -> true, Payload.class);
        lake(folder, "of-both-versions", Corpus.SECTIONS, i -> i % 2 == 0, Payload.class);
        lake(folder, "with-a-column-more", Corpus.SECTIONS, i -> false, Payload.class, More.class);
        lake(folder, "with-numbers-as-sections", List.of("007", "7"), i -> true, Payload.class);
        Files.createDirectories(folder.resolve("with-nothing"));
        failed(folder, "failed-with-paths", "{\"metadata\":{\"uuid\":\"1\"},\"payload\":{}}", "é", "[1]");
        failed(folder, "failed-without-paths", "é");
    }

    @SafeVarargs
    private static void lake(
            Path folder, String name, List<String> sections, IntPredicate former, Class<? extends Record>... payloads)
            throws IOException {
        var rows = new Rows();
        var files = new ArrayList<DataFile>();
        for (var section : sections) {
            for (var payload : payloads) {
                files.add(new DataFile(payload, rows.ofSection(section, 2)));
            }
        }
        var set = new DataSet(name, files, true);
        for (int i = 0; i < files.size(); i++) {
            var bytes = files.get(i).bytes();
            var path = folder.resolve(set.paths().get(i));
            Files.createDirectories(path.getParent());
            Files.write(path, former.test(i) ? withoutSection(bytes) : bytes);
        }
        new ObjectMapper()
                .writeValue(folder.resolve(name).resolve("expected.json").toFile(), Expectation.of(set));
    }

    /** A file as earlier versions wrote it: without a section column and without field ids. */
    private static byte[] withoutSection(byte[] bytes) throws IOException {
        var file = new Mutant(bytes);
        var schema = requireNonNull(file.footer().getSchema());
        schema.removeIf(element -> "section".equals(element.getName()));
        schema.forEach(element -> element.unsetField_id());
        schema.get(0).setNum_children(schema.size() - 1);
        requireNonNull(file.rowGroup().getColumns()).removeIf(chunk -> requireNonNull(
                        requireNonNull(chunk.getMeta_data()).getPath_in_schema())
                .contains("section"));
        requireNonNull(file.footer().getColumn_orders()).remove(0);
        return file.bytes();
    }

    private static void failed(Path folder, String name, String... records) throws IOException {
        for (int i = 0; i < records.length; i++) {
            var position = new Position("shardId-000000000000", "49" + i, null);
            // An é of one byte isn't UTF-8.
            var record = new UserRecord(position, "key", ARRIVAL, records[i].getBytes(ISO_8859_1));
            var row = (Decoded.Invalid) new EventDecoder(Set.of()).decode(record);
            var key = LakeLayout.key(LakeLayout.failedPrefix(row.reason(), ARRIVAL), position, ".ndjson.gz");
            var path = folder.resolve(name).resolve(key);
            Files.createDirectories(path.getParent());
            Files.write(path, new FailedNdjson().encode(List.of(row), "attempt"));
        }
    }
}
