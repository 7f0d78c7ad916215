package dev.kinesislake.lab.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFolderTest {

    @TempDir
    private Path temp = Path.of("");

    @Test
    void refusesAFolderThatIsInUse() {
        var folder = temp.resolve("lake");
        try (var claimed = LocalFolder.claim(folder, "serve")) {
            assertThatThrownBy(() -> LocalFolder.claim(folder, "serve"))
                    .isInstanceOf(LocalAwsException.class)
                    .hasMessage("the folder " + claimed.path()
                            + " is in use by another ./lake: stop that one, or name another folder");
        }
        LocalFolder.claim(folder, "serve").close();
    }

    @Test
    void refusesAFolderThatHoldsSomethingElseAndLeavesItAlone() throws IOException {
        var precious = Files.writeString(temp.resolve("precious"), "data");

        assertThatThrownBy(() -> LocalFolder.claim(temp, "serve"))
                .isInstanceOf(LocalAwsException.class)
                .hasMessageEndingWith("holds something else: allowed is an empty or a new one");
        assertThat(temp).isDirectoryContaining(precious::equals);
    }

    @Test
    void refusesAFolderThatBelongsToAnotherCommand() {
        LocalFolder.claim(temp.resolve("lake"), "serve").close();

        assertThatThrownBy(() -> LocalFolder.claim(temp.resolve("lake"), "demo"))
                .isInstanceOf(LocalAwsException.class)
                .hasMessageEndingWith("belongs to ./lake serve: name another folder");
        LocalFolder.claim(temp.resolve("lake"), "serve").close();
    }

    @Test
    void servesADemosFolderAndLeavesItTheDemos() {
        LocalFolder.claim(temp.resolve("lake"), "demo").close();
        LocalFolder.claim(temp.resolve("lake"), "serve").close();
        LocalFolder.claim(temp.resolve("lake"), "demo").close();
    }

    @Test
    void refusesAFolderThatCannotBeMade() throws IOException {
        var file = Files.writeString(temp.resolve("file"), "");

        assertThatThrownBy(() -> LocalFolder.claim(file.resolve("lake"), "serve"))
                .isInstanceOf(LocalAwsException.class)
                .hasMessageContaining("isn't writable");
    }

    @Test
    void emptiesOnlyWhatItHasClaimed() throws IOException {
        try (var claimed = LocalFolder.claim(temp.resolve("lake"), "demo")) {
            Files.createDirectories(claimed.path().resolve("s3/bucket"));
            Files.writeString(claimed.path().resolve("s3/bucket/object"), "x");

            claimed.empty();

            assertThat(claimed.path().resolve("s3")).doesNotExist();
        }
    }

    @Test
    void nobodyElseMayReadIt() throws IOException {
        try (var folder = LocalFolder.claim(temp.resolve("new"), "serve")) {
            assertThat(Files.getPosixFilePermissions(folder.path()))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void deletesAFolderOfAnEarlierProcess() throws IOException {
        try (var folder = LocalFolder.claim(temp.resolve("new"), "serve")) {
            Files.createDirectories(folder.path().resolve("lambda/consumer/code"));
            Files.createDirectories(folder.path().resolve("s3/lake"));

            folder.delete("lambda");
            folder.delete("lambda");

            assertThat(folder.path().resolve("lambda")).doesNotExist();
            assertThat(folder.path().resolve("s3/lake")).exists();
        }
    }
}
