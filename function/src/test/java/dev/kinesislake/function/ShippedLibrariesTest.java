package dev.kinesislake.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The libraries in the function's package, as the bill of materials that the build makes of it lists them. */
final class ShippedLibrariesTest {

    @Test
    void theBillOfMaterialsListsExactlyWhatIsShipped() throws IOException {
        try (var files = Files.list(Path.of("target/lib"))) {
            assertThat(libraries())
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> file.getFileName().toString()).toList());
        }
    }

    @Test
    void theBillOfMaterialsIsTheSameForTheSamePackage() throws IOException {
        var bill =
                new ObjectMapper().readTree(Path.of("target/function.cdx.json").toFile());
        assertThat(bill.has("serialNumber")).isFalse();
        assertThat(bill.path("metadata").has("timestamp")).isFalse();
    }

    /** The file names in the package's {@code lib}. */
    private static List<String> libraries() throws IOException {
        var libraries = new ArrayList<String>();
        for (var component : new ObjectMapper()
                .readTree(Path.of("target/function.cdx.json").toFile())
                .path("components")) {
            var classifier =
                    component.path("purl").asText().replaceFirst("^[^?]*[?]?(?:.*classifier=([^&]*))?.*$", "$1");
            libraries.add(component.path("name").asText() + "-"
                    + component.path("version").asText() + (classifier.isEmpty() ? "" : "-" + classifier) + ".jar");
        }
        return libraries;
    }
}
