package dev.kinesislake.lab.aws.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinesislake.lab.aws.iam.Permissions;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogGroupTest {

    private static final String STREAM = "2026/11/23/[$LATEST]0123";
    private static final String ARN =
            "arn:aws:logs:eu-central-1:000000000000:log-group:/aws/lambda/consumer:log-stream:";

    @TempDir
    Path folder;

    @Test
    void appendsLinesToItsStreamsFile() {
        var group = group("/aws/lambda/consumer", Permissions.ALL);

        group.put(STREAM, List.of("one", "{\"two\":\"ä\"}"));
        group.put(STREAM, List.of("three"));

        assertThat(folder.resolve("aws/lambda/consumer/2026/11/23/[$LATEST]0123.log"))
                .hasContent("one\n{\"two\":\"ä\"}\nthree\n");
        assertThat(group.droppedLines()).isZero();
    }

    @Test
    void asksForTheActionsOnTheStream() {
        var asked = new HashSet<String>();
        var group = group("/aws/lambda/consumer", (action, resource) -> asked.add(action + " " + resource));

        group.put(STREAM, List.of("one"));

        assertThat(asked)
                .isEqualTo(Set.of("logs:CreateLogStream " + ARN + STREAM, "logs:PutLogEvents " + ARN + STREAM));
    }

    @Test
    void dropsAndCountsWhatMayNotBeLogged() {
        for (var denied : List.of("logs:CreateLogStream", "logs:PutLogEvents")) {
            var group = group("/aws/lambda/consumer", (action, resource) -> !action.equals(denied));

            group.put(STREAM, List.of("one", "two"));

            assertThat(group.droppedLines()).isEqualTo(2);
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void refusesANameThatLeadsOutOfTheFolder() {
        for (var name : List.of("../other", "/", "a/../..", "a b")) {
            assertThatThrownBy(() -> group(name, Permissions.ALL))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("log group " + name + ": allowed are");
        }
    }

    private LogGroup group(String name, Permissions permissions) {
        return new LogGroup(folder, "eu-central-1", "000000000000", name, permissions);
    }
}
