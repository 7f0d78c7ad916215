package dev.kinesislake.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The libraries in the function's package, as the bill of materials that the build makes of it lists them. */
final class ShippedLibrariesTest {

    /**
     * A library.
     *
     * @param name its group and artifact, such as {@code com.squareup.moshi:moshi}
     * @param file in the package's {@code lib}
     */
    private record Library(String name, String version, String file) {}

    /**
     * A library with a vulnerability.
     *
     * @param fixed the first version without it
     */
    private record Vulnerable(String name, String fixed, String advisory) {

        boolean concerns(Library library) {
            return library.name().equals(name)
                    && Version.parse(library.version()).compareTo(Version.parse(fixed)) < 0;
        }
    }

    @Test
    void theBillOfMaterialsListsExactlyWhatIsShipped() throws IOException {
        try (var files = Files.list(Path.of("target/lib"))) {
            assertThat(libraries().stream().map(Library::file))
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

    @Test
    void noLibraryIsKnownToBeVulnerable() throws IOException {
        var libraries = libraries();
        assertThat(known()).isNotEmpty().allSatisfy(vulnerable -> assertThat(libraries)
                .as("%s has %s, fixed in %s", vulnerable.name(), vulnerable.advisory(), vulnerable.fixed())
                .noneMatch(vulnerable::concerns));
    }

    @Test
    void aLibraryIsVulnerableBelowTheVersionWithTheFix() {
        var vulnerable = new Vulnerable("org.xerial.snappy:snappy-java", "1.1.10.4", "CVE-2023-43642");
        assertThat(List.of("1.1.9", "1.1.10.3", "1.1.10.4", "1.1.10.10", "1.2"))
                .filteredOn(version -> vulnerable.concerns(new Library(vulnerable.name(), version, "")))
                .containsExactly("1.1.9", "1.1.10.3");
    }

    private static List<Library> libraries() throws IOException {
        var libraries = new ArrayList<Library>();
        for (var component : new ObjectMapper()
                .readTree(Path.of("target/function.cdx.json").toFile())
                .path("components")) {
            var artifact = component.path("name").asText();
            var version = component.path("version").asText();
            var classifier =
                    component.path("purl").asText().replaceFirst("^[^?]*[?]?(?:.*classifier=([^&]*))?.*$", "$1");
            libraries.add(new Library(
                    component.path("group").asText() + ":" + artifact,
                    version,
                    artifact + "-" + version + (classifier.isEmpty() ? "" : "-" + classifier) + ".jar"));
        }
        return libraries;
    }

    private static List<Vulnerable> known() throws IOException {
        try (var list = requireNonNull(ShippedLibrariesTest.class.getResourceAsStream("/known-vulnerable.txt"))) {
            return new String(list.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" +", 3))
                    .map(fields -> new Vulnerable(fields[0], fields[1], fields[2]))
                    .toList();
        }
    }
}
