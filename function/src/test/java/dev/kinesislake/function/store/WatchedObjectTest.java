package dev.kinesislake.function.store;

import static dev.kinesislake.function.store.PlannedS3.error;
import static dev.kinesislake.function.store.PlannedS3.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WatchedObjectTest {

    private final List<String> parsed = new ArrayList<>();

    @Test
    @DisplayName("what has not changed is neither sent nor parsed again")
    void unchanged() throws StoreException {
        try (var s3 = new PlannedS3(object("a", "one"), status(304, Map.of(), ""), object("b", "two"))) {
            var watched = watched(s3);

            assertThat(List.of(watched.current(), watched.current(), watched.current()))
                    .containsExactly("one", "one", "two");
            assertThat(parsed).containsExactly("one", "two");
            assertThat(s3.puts().get(0).headers()).doesNotContainKey("if-none-match");
            assertThat(s3.puts().get(1).headers()).containsEntry("if-none-match", "\"a\"");
        }
    }

    @Test
    @DisplayName("an object that isn't there is none, before it is there and after")
    void none() throws StoreException {
        try (var s3 = new PlannedS3(error(404, "NoSuchKey"), object("a", "one"), error(404, "NoSuchKey"))) {
            var watched = watched(s3);

            assertThat(List.of(watched.current(), watched.current(), watched.current()))
                    .containsExactly("none", "one", "none");
        }
    }

    @Test
    @DisplayName("while it is damaged, it says nothing: not what it said before either")
    void damaged() throws StoreException {
        try (var s3 = new PlannedS3(object("a", "one"), object("b", "?"), object("b", "?"), object("c", "two"))) {
            var watched = watched(s3);
            watched.current();

            for (int times = 0; times < 2; times++) {
                assertThatThrownBy(watched::current)
                        .isInstanceOf(StoreException.class)
                        .hasMessage("can't read who.json in lake: no object");
            }
            assertThat(watched.current()).isEqualTo("two");
            assertThat(s3.puts().subList(1, 4))
                    .allSatisfy(get -> assertThat(get.headers()).containsEntry("if-none-match", "\"a\""));
        }
    }

    @Test
    void refused() {
        try (var s3 = new PlannedS3(error(403, "AccessDenied"))) {
            assertThatThrownBy(watched(s3)::current)
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith("can't read who.json in lake: ")
                    .hasMessageContaining("AccessDenied")
                    .hasMessageNotContaining("secret");
        }
    }

    private WatchedObject<String> watched(PlannedS3 s3) {
        return S3ObjectStore.ofEnvironment(
                        Map.of(
                                "AWS_REGION", "eu-central-1",
                                "AWS_ACCESS_KEY_ID", "key",
                                "AWS_SECRET_ACCESS_KEY", "secret",
                                "AWS_ENDPOINT_URL_S3", s3.endpoint()),
                        1)
                .watch("lake", "who.json", this::parse, "none");
    }

    private String parse(byte[] bytes) throws IOException {
        var text = new String(bytes, UTF_8);
        if (text.equals("?")) {
            throw new IOException("no object");
        }
        parsed.add(text);
        return text;
    }

    private static PlannedS3.Answer object(String etag, String body) {
        return status(200, Map.of("ETag", "\"" + etag + "\""), body);
    }
}
