package dev.kinesislake.lab.proof.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What documents, comments and messages refer to exists. */
class DocumentsTest {

    private static final Pattern MENTION = Pattern.compile("docs/(decisions/\\d{4}(?!\\d)|[a-z-]+\\.md)");
    private static final Pattern LABEL = Pattern.compile("\\blabel=\"([^\"]*)\"");
    private static final Path DOCS = Tree.ROOT.resolve("docs");
    private static final Path DECISIONS = DOCS.resolve("decisions");
    private static final Pattern DECISION = Pattern.compile(
            "# (\\d{4}): (.+)\n\n- Status: (proposed|accepted|replaced by .+)\n- Date: (\\d{4}-\\d{2}-\\d{2})\\b");

    @Test
    void everyRelativeLinkHasATarget() throws IOException {
        var broken = new ArrayList<String>();
        for (var file : Tree.files(".md")) {
            for (var link : Markdown.read(file).links()) {
                if (!link.matches("\\w+:.*") && !isThere(file, link)) {
                    broken.add(Tree.ROOT.relativize(file) + ": " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    @DisplayName("Every page that code, comments and documents mention by name exists")
    void everyMentionedPageExists() throws IOException {
        var pages = new TreeSet<String>();
        for (var page : Tree.files(".md")) {
            pages.add(Tree.ROOT.relativize(page).toString().replaceFirst("^(docs/decisions/\\d{4})-.*", "$1"));
        }
        var missing = new ArrayList<String>();
        for (var file : Tree.files(".java", ".md", ".xml", ".yaml", ".yml", ".dot", "/lake", "/run")) {
            MENTION.matcher(Files.readString(file))
                    .results()
                    .filter(mention -> !pages.contains(mention.group()))
                    .forEach(mention -> missing.add(Tree.ROOT.relativize(file) + ": " + mention.group()));
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyPageIsLinked() throws IOException {
        var linked = new TreeSet<Path>();
        for (var file : Tree.files(".md")) {
            for (var link : Markdown.read(file).links()) {
                if (!link.matches("\\w+:.*")) {
                    linked.add(file.resolveSibling(link.replaceFirst("#.*", "")).normalize());
                }
            }
        }
        assertThat(Tree.files(".md")).filteredOn(page -> page.startsWith(DOCS)).allSatisfy(page -> assertThat(linked)
                .contains(page));
    }

    @Test
    @DisplayName("The index has each decision with its title, status and date, in the order of the numbers")
    void decisionsAreIndexed() throws IOException {
        var pages = new ArrayList<String>();
        for (var page : Tree.files(".md")) {
            if (page.startsWith(DECISIONS) && !page.endsWith("README.md")) {
                var decision = DECISION.matcher(Files.readString(page));
                assertThat(decision.lookingAt())
                        .as("number, title, status and date of %s", page)
                        .isTrue();
                pages.add("| [%s](%s) | %s | %s | %s |"
                        .formatted(
                                decision.group(1),
                                page.getFileName(),
                                decision.group(2),
                                decision.group(3),
                                decision.group(4)));
            }
        }
        var rows = Markdown.read(DECISIONS.resolve("README.md")).prose().stream()
                .filter(line -> line.startsWith("| ["))
                .map(line -> line.replaceFirst("[^|]+\\|$", "").strip())
                .toList();

        assertThat(pages).isNotEmpty().isEqualTo(rows);
    }

    @Test
    @DisplayName("The sections of a decision are the same on each page")
    void decisionsHaveTheirSections() throws IOException {
        for (var page : Tree.files(".md")) {
            if (page.startsWith(DECISIONS) && !page.endsWith("README.md")) {
                assertThat(Markdown.read(page).prose())
                        .as("%s", page)
                        .containsSubsequence("## Context", "## Decision", "## Alternatives", "## Consequences");
            }
        }
    }

    @Test
    @DisplayName("The picture has every label of the source that it is drawn from")
    void pictureIsUpToDate() throws IOException {
        var picture = Files.readString(DOCS.resolve("data-flow.svg")).replaceAll("&#160;", " ");
        var labels = LABEL.matcher(Files.readString(DOCS.resolve("data-flow.dot")))
                .results()
                .flatMap(label -> Pattern.compile("\\\\n").splitAsStream(label.group(1)))
                .filter(line -> !line.isEmpty())
                .collect(Collectors.toSet());

        assertThat(labels).isNotEmpty().allSatisfy(line -> assertThat(picture).contains(">" + line + "</text>"));
    }

    private static boolean isThere(Path file, String link) throws IOException {
        var parts = link.split("#", 2);
        var target = parts[0].isEmpty() ? file : file.resolveSibling(parts[0]);
        return Files.exists(target)
                && (parts.length == 1 || Markdown.read(target).anchors().contains(parts[1]));
    }
}
