package dev.kinesislake.redrive.failed;

import dev.kinesislake.redrive.RedriveException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Reports each object that can't be read in one line, once. */
public final class Unreadable implements Consumer<RedriveException> {

    private final Consumer<String> news;
    private final Set<String> reported = new HashSet<>();

    public Unreadable(Consumer<String> news) {
        this.news = news;
    }

    @Override
    public void accept(RedriveException why) {
        var line = String.valueOf(why.getMessage());
        if (reported.add(line)) {
            news.accept(line);
        }
    }

    /** Whether every object could be read. */
    public boolean isEmpty() {
        return reported.isEmpty();
    }
}
