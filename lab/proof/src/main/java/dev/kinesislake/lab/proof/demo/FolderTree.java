package dev.kinesislake.lab.proof.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A bucket's folders as a tree, each with the number and the bytes of the objects below it. */
final class FolderTree {

    private final Map<String, FolderTree> folders = new TreeMap<>();
    private int objects;
    private long bytes;

    static FolderTree of(Map<String, Long> sizesByKey) {
        var root = new FolderTree();
        sizesByKey.forEach(root::add);
        return root;
    }

    private void add(String key, long size) {
        var folder = this;
        folder.count(size);
        for (int from = 0, to; (to = key.indexOf('/', from)) >= 0; from = to + 1) {
            folder = folder.folders.computeIfAbsent(key.substring(from, to), name -> new FolderTree());
            folder.count(size);
        }
    }

    private void count(long size) {
        objects++;
        bytes += size;
    }

    /** A line a folder. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        describe("", lines);
        return lines;
    }

    private void describe(String indent, List<String> lines) {
        var names = List.copyOf(folders.keySet());
        for (var name : names) {
            boolean last = name.equals(names.get(names.size() - 1));
            var folder = folders.getOrDefault(name, this);
            lines.add("%s%s%s/  (%s, %s)"
                    .formatted(
                            indent,
                            last ? "└── " : "├── ",
                            name,
                            folder.objects == 1 ? "1 object" : folder.objects + " objects",
                            Figures.bytes(folder.bytes)));
            folder.describe(indent + (last ? "    " : "│   "), lines);
        }
    }
}
