package dev.kinesislake.lab.proof.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A Markdown file: its prose, and its fenced blocks of code. */
record Markdown(List<String> prose, List<Block> blocks) {

    private static final Pattern LINK = Pattern.compile("\\]\\(<?([^)\\s>]+)>?\\)");
    private static final Pattern INLINE_CODE = Pattern.compile("`[^`]*`");
    private static final Pattern HEADING = Pattern.compile("#+ (.*)");

    /** A block of code; the language is empty where none is given. */
    record Block(String language, List<String> lines) {}

    static Markdown read(Path file) throws IOException {
        var prose = new ArrayList<String>();
        var blocks = new ArrayList<Block>();
        List<String> code = null;
        for (var line : Files.readAllLines(file)) {
            if (line.strip().startsWith("```")) {
                if (code == null) {
                    code = new ArrayList<>();
                    blocks.add(new Block(line.strip().substring(3), code));
                } else {
                    code = null;
                }
            } else if (code == null) {
                prose.add(line);
            } else {
                code.add(line);
            }
        }
        return new Markdown(prose, blocks);
    }

    /** The targets of all links and pictures. */
    List<String> links() {
        return prose.stream()
                .flatMap(line -> LINK.matcher(INLINE_CODE.matcher(line).replaceAll("code"))
                        .results()
                        .map((MatchResult link) -> link.group(1)))
                .toList();
    }

    /** The anchors that GitHub gives the headings. */
    Set<String> anchors() {
        var anchors = new TreeSet<String>();
        for (var line : prose) {
            var heading = HEADING.matcher(line);
            if (heading.matches()) {
                var anchor = heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-');
                var repeated = anchor;
                for (int i = 1; !anchors.add(repeated); i++) {
                    repeated = anchor + "-" + i;
                }
            }
        }
        return anchors;
    }
}
