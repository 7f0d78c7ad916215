package dev.kinesislake.function.personal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BrokenTextTest {

    @Test
    @DisplayName("A member is found however its name and its text are escaped, and in an array")
    void spellings() {
        assertThat(texts("{\"userid\" : \"a\\u0062c\",,")).containsExactly("abc");
        assertThat(texts("{\"user\\u0069d\":\"abc\",,")).containsExactly("abc");
        assertThat(texts("{\"\\u0075\\u0073er\\u0069\\u0064\":7,,")).containsExactly("7");
        assertThat(texts("{\"userid\":[\"x\", [\"abc\",7], 8],\"other\":\"y\",,"))
                .containsExactly("x", "abc", "7", "8");
        assertThat(texts("{\"userid\":[],\"other\":\"y\",,")).isEmpty();
        assertThat(texts("{\"userid\":[{\"k\":\"v\"}],,")).isEmpty();
        assertThat(texts("{\"userid\":\"cut")).containsExactly("cut");
        assertThat(texts("{\"userid\":")).isEmpty();
        assertThat(texts("{\"note\":\"no end,\"userid\":\"abc\"")).containsExactly("abc");
    }

    @Test
    @DisplayName("A text is found in UTF-8 and in ISO 8859-1")
    void encodings() {
        assertThat(texts("{\"userid\":\"j\u00e4\",,", UTF_8)).contains("j\u00e4");
        assertThat(texts("{\"userid\":\"j\u00e4\",,", ISO_8859_1)).contains("j\u00e4");
        assertThat(texts("{\"userid\":\"j\\u00e4\",,")).contains("j\u00e4");
    }

    private static List<String> texts(String broken) {
        return texts(broken, UTF_8);
    }

    private static List<String> texts(String broken, Charset charset) {
        var texts = new ArrayList<String>();
        BrokenText.texts(broken.getBytes(charset), "userid", texts::add);
        return texts;
    }
}
