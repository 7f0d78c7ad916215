package dev.kinesislake.lab.aws.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodePackageTest {

    @TempDir
    Path folder;

    @BeforeEach
    void build() throws IOException {
        write("classes/a/Handler.class", "handler");
        write("lib/b.jar", "b");
        write("lib/a.jar", "a");
    }

    @Test
    void hasTheRootAndTheSortedJarsOfLibAsItsClassPath() throws IOException {
        var code = unpack("code");

        assertThat(code.classPath().stream()
                        .map(path -> code.folder().relativize(path).toString()))
                .containsExactly("", "lib/a.jar", "lib/b.jar");
        assertThat(code.folder().resolve("a/Handler.class")).hasContent("handler");
    }

    @Test
    void keepsItsFilesWhenWhatItWasMadeFromChanges() throws IOException {
        var code = unpack("code");

        write("classes/a/Handler.class", "rebuilt");

        assertThat(code.folder().resolve("a/Handler.class")).hasContent("handler");
    }

    @Test
    void hasAHashOfNamesAndContentsAlone() throws IOException {
        var code = unpack("code");
        Files.setLastModifiedTime(folder.resolve("lib/a.jar"), FileTime.fromMillis(1));
        var touched = unpack("touched");
        write("lib/a.jar", "A");
        var edited = unpack("edited");

        assertThat(code.sha256()).matches("[A-Za-z0-9+/]{43}=").isEqualTo(touched.sha256());
        assertThat(edited.sha256()).isNotEqualTo(code.sha256());
        assertThat(code.zippedBytes()).isBetween(300L, 700L);
    }

    @Test
    void refusesAMissingFolder() {
        assertThatThrownBy(() -> CodePackage.unpack(Map.of(".", folder.resolve("none")), folder.resolve("code")))
                .isInstanceOf(IOException.class)
                .hasMessage("code package has no folder " + folder.resolve("none") + " for its path .");
    }

    @Test
    void refusesAFolderThatIsInUse() throws IOException {
        unpack("code");

        assertThatThrownBy(() -> unpack("code")).hasMessageMatching("code folder .*/code is not empty");
    }

    @Test
    void refusesAPathThatLeadsOutOfIt() {
        assertThatThrownBy(() -> CodePackage.unpack(Map.of("../lib", folder.resolve("lib")), folder.resolve("code")))
                .hasMessage("code package has the path ../lib/a.jar, allowed are paths inside it");
    }

    @Test
    void refusesTwoFilesOfOneName() throws IOException {
        write("classes/lib/a.jar", "other");

        assertThatThrownBy(() -> unpack("code")).hasMessage("code package has lib/a.jar twice");
    }

    @Test
    void refusesMoreThanLambdaUnpacks() throws IOException {
        try (var sparse = new RandomAccessFile(folder.resolve("lib/big.jar").toFile(), "rw")) {
            sparse.setLength(CodePackage.MAX_UNZIPPED_BYTES);
        }

        assertThatThrownBy(() -> unpack("code"))
                .hasMessage("code package has 262144009 bytes unzipped, allowed are 262144000");
    }

    @Test
    void findsTheHandlersClassOrSaysThatThereIsNone() throws IOException {
        var code = CodePackage.unpack(FunctionFixture.archive(folder), folder.resolve("code"));

        code.requireHandler(FunctionFixture.HANDLER);
        code.requireHandler("com.amazonaws.services.lambda.runtime.RequestStreamHandler");
        assertThatThrownBy(() -> code.requireHandler("a.Missing::handleRequest"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("handler a.Missing::handleRequest: the code package has no class a.Missing");
    }

    private CodePackage unpack(String name) throws IOException {
        return CodePackage.unpack(
                Map.of(".", folder.resolve("classes"), "lib", folder.resolve("lib")), folder.resolve(name));
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), text);
    }
}
