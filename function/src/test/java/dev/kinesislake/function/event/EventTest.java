package dev.kinesislake.function.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTest {

    @ParameterizedTest
    @ValueSource(strings = {"electronics", "beauty-prouducts", "home-decor"})
    void holdsEveryMemberOfTheKnownEvents(String sample) throws IOException {
        var json = Files.readString(Path.of("..", "samples", sample + ".json"));
        var adapter = new Moshi.Builder().build().adapter(Event.class);

        var event = adapter.fromJson(json);

        var jackson = new ObjectMapper();
        assertThat(jackson.readTree(adapter.toJson(event))).isEqualTo(jackson.readTree(json));
    }

    @Test
    void namesItsMembersAsTheDecoderLooksForThem() {
        assertThat(names(Event.class)).isEqualTo(List.of(Event.METADATA, Event.PAYLOAD));
        assertThat(names(Metadata.class)).isEqualTo(List.of(Metadata.UUID, Metadata.SECTION));
    }

    private static List<String> names(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> component.getName())
                .toList();
    }
}
