package dev.kinesislake.cli.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", " \r\n\t\n  ", "\uFEFF", "\uFEFF \n", "[]", " [ \n ] \n"})
    void findsNothingInAFileWithoutEvents(String file) throws IOException {
        assertThat(read(file)).isEmpty();
    }

    @Test
    void anEventIsALine() throws IOException {
        assertThat(read("{\"a\":1}\n\n  {\"b\": [2]}  \r\n\t\n{\"c\":3}"))
                .containsExactly("1:{\"a\":1}", "3:  {\"b\": [2]}  ", "5:{\"c\":3}");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstEvent() throws IOException {
        assertThat(read("\uFEFF{\"a\":1}\n{\"b\":2}\n")).containsExactly("1:{\"a\":1}", "2:{\"b\":2}");
        assertThat(read("\uFEFF[{\"a\":1}]")).containsExactly("1:{\"a\":1}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1",
                "{\"a\":",
                "{\"a\":\"cut",
                "{\"a\":\"\\",
                "{\"a\":[{\"b\":2}",
                "{\"a\":1}}",
                "{\"a\":1]",
                "{\"a\":1}{\"b\":2}",
                "no json at all",
                "7",
                "\"text",
                "[1,2",
                "\u0000",
            })
    void aBrokenLineSpoilsNoOther(String broken) throws IOException {
        assertThat(read("{\"x\":1}\n" + broken + "\n{\"y\":2}\n"))
                .containsExactly("1:{\"x\":1}", "2:" + broken, "3:{\"y\":2}");
        assertThat(read("{\"x\":1}\n" + broken)).containsExactly("1:{\"x\":1}", "2:" + broken);
        if (!broken.startsWith("[")) {
            assertThat(read(broken + "\n{\"y\":2}\n")).containsExactly("1:" + broken, "2:{\"y\":2}");
        }
    }

    @Test
    void aPrettyPrintedEventIsItsLinesAsTheyAre() throws IOException {
        var event = "{\n  \"a\": \"} ] \\\" {\",\r\n\n  \"b\": [\n    {\n      \"c\": 1\n    }\n  ]\n}";
        assertThat(read(event)).containsExactly("1:" + event);
        assertThat(read("\n" + event + "\n" + event + "\r\n{\"d\":1}\n"))
                .containsExactly("2:" + event, "11:" + event, "20:{\"d\":1}");
    }

    @Test
    void aPrettyPrintedEventThatIsCutOffSpoilsNoOther() throws IOException {
        assertThat(read("{\n  \"a\": 1,\n{\n  \"b\": 2\n}\n"))
                .containsExactly("1:{\n  \"a\": 1,", "3:{\n  \"b\": 2\n}");
        assertThat(read("{\n  \"a\": 1,\n")).containsExactly("1:{\n  \"a\": 1,");
    }

    @Test
    void anArraysElementsAreEventsByTheirOwnBytes() throws IOException {
        assertThat(read("[{\"a\": 1} , {\"b\":\"],\"}\n,\n{\n  \"c\": [1, 2]\n}\n, 7, \"x\" , null]\n"))
                .containsExactly(
                        "1:{\"a\": 1}", "1:{\"b\":\"],\"}", "3:{\n  \"c\": [1, 2]\n}", "6:7", "6:\"x\"", "6:null");
        assertThat(read("[\n{\"a\":1},\n{\"b\":2}\n]\n{\"c\":3}\n"))
                .containsExactly("2:{\"a\":1}", "3:{\"b\":2}", "5:{\"c\":3}");
    }

    @Test
    void anArrayThatIsCutOffIsNotTakenForAWhole() throws IOException {
        assertThat(read("[{\"a\":1},\n{\"b\"")).containsExactly("1:{\"a\":1}", "2:{\"b\"");
        assertThat(read("[{\"a\":1},\n")).containsExactly("1:{\"a\":1}", "2:");
        assertThat(read("[{\"a\":1}")).containsExactly("1:{\"a\":1}", "1:");
        assertThat(read("[")).containsExactly("1:");
    }

    @Test
    void bytesThatAreNoTextAreKept() throws IOException {
        var bytes = new byte[] {'{', (byte) 0xFF, 0, '}', '\n', (byte) 0xFE};
        try (var reader = new EventReader(new ByteArrayInputStream(bytes))) {
            assertThat(reader.next()).isNotNull().extracting(RawEvent::bytes).isEqualTo(new byte[] {'{', -1, 0, '}'});
            assertThat(reader.next()).isNotNull().extracting(RawEvent::bytes).isEqualTo(new byte[] {-2});
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void readsTheSameHoweverTheBytesArrive() throws IOException {
        var file = new StringBuilder("\uFEFF \n");
        var random = new Random(1);
        for (int i = 0; i < 3_000; i++) {
            file.append(" \n".repeat(random.nextInt(3)))
                    .append("{\"a\": \"")
                    .append("x".repeat(random.nextInt(200)))
                    .append(random.nextInt(4) == 0 ? "\",\n  \"b\": {}\n}\r\n" : "\"}\n");
        }
        var bytes = file.toString().getBytes(UTF_8);
        var whole = read(new ByteArrayInputStream(bytes));

        assertThat(whole).hasSize(3_000);
        assertThat(read(new ByteArrayInputStream(bytes) {
                    @Override
                    public synchronized int read(byte[] buffer, int offset, int length) {
                        return super.read(buffer, offset, Math.min(length, 1 + random.nextInt(7)));
                    }
                }))
                .isEqualTo(whole);
    }

    @Test
    void aLineOfAnyLengthIsCountedButNotHeld() throws IOException {
        long length = 3L * Piece.LONGEST;
        try (var reader = new EventReader(new Repeated((byte) 'x', length, "\n{\"a\":1}\n"))) {
            var piece = Objects.requireNonNull(reader.next());
            assertThat(piece.isCut()).isTrue();
            assertThat(piece.bytes()).isEmpty();
            assertThat(piece.length()).isBetween(length, length + 1);
            var next = Objects.requireNonNull(reader.next());
            assertThat(next.line()).isEqualTo(2);
            assertThat(new String(next.bytes(), UTF_8)).isEqualTo("{\"a\":1}");
        }
    }

    @Test
    void readsTheKnownEventsAsTheyAre() throws IOException {
        try (var samples = Files.list(Path.of("..", "samples"))) {
            for (var sample : samples.toList()) {
                var text = Files.readString(sample);
                assertThat(read(text)).containsExactly("1:" + text.stripTrailing());
            }
        }
    }

    private static List<String> read(String file) throws IOException {
        return read(new ByteArrayInputStream(file.getBytes(UTF_8)));
    }

    private static List<String> read(InputStream in) throws IOException {
        var events = new ArrayList<String>();
        try (var reader = new EventReader(in)) {
            for (var event = reader.next(); event != null; event = reader.next()) {
                assertThat(event.isCut()).isFalse();
                events.add(event.line() + ":" + new String(event.bytes(), UTF_8));
            }
        }
        return events;
    }

    /** One byte over and over, then a text. */
    private static final class Repeated extends InputStream {

        private final byte repeated;
        private long left;
        private final InputStream then;

        Repeated(byte repeated, long times, String then) {
            this.repeated = repeated;
            this.left = times;
            this.then = new ByteArrayInputStream(then.getBytes(ISO_8859_1));
        }

        @Override
        public int read() throws IOException {
            return left-- > 0 ? repeated : then.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left <= 0) {
                return then.read(buffer, offset, length);
            }
            int count = (int) Math.min(left, length);
            Arrays.fill(buffer, offset, offset + count, repeated);
            left -= count;
            return count;
        }
    }
}
