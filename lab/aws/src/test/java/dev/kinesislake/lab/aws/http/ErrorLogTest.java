package dev.kinesislake.lab.aws.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ErrorLogTest {

    private final List<String> lines = new ArrayList<>();
    private final ErrorLog log = new ErrorLog(new Lines());

    @Test
    void anErrorThatComesAgainIsWrittenOnceAndThenCounted() {
        for (int i = 0; i < 1_500; i++) {
            log.error(
                    "records are refused",
                    new UncheckedIOException("could not write to x, No space left on device", new IOException()));
        }

        assertThat(lines)
                .containsExactly(
                        "records are refused: could not write to x, No space left on device",
                        "records are refused: could not write to x, No space left on device (10 times)",
                        "records are refused: could not write to x, No space left on device (100 times)",
                        "records are refused: could not write to x, No space left on device (1000 times)");
    }

    @Test
    void aDefectHasItsStackTraceTheFirstTime() {
        log.error("a request failed", new IllegalStateException("a"));
        log.error("a request failed", new IllegalStateException("a"));
        log.error("a request failed", new IllegalStateException("b"));

        assertThat(lines)
                .containsExactly(
                        "a request failed: java.lang.IllegalStateException: a with IllegalStateException",
                        "a request failed: java.lang.IllegalStateException: b with IllegalStateException");
    }

    @Test
    void manyDifferentErrorsAreCountedTogether() {
        for (int i = 0; i < 10_000; i++) {
            log.error("a request failed", new IllegalStateException("number " + i));
        }

        assertThat(lines).hasSizeLessThan(110);
    }

    private final class Lines implements System.Logger {

        @Override
        public String getName() {
            return "test";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Throwable thrown) {
            lines.add(message
                    + (thrown == null ? "" : " with " + thrown.getClass().getSimpleName()));
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, @Nullable String format, Object... params) {
            lines.add(String.valueOf(format));
        }
    }
}
