package dev.kinesislake.local.chaos;

import dev.kinesislake.local.mapping.MappingSpec.ErrorHandling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** Makes a story that breaks the promise shorter: leaves out what it breaks without. */
final class Shrinker {

    private static final int MOST_EARLIER = 3;

    private final Predicate<Story> stillFails;
    private int playsLeft;

    private Shrinker(Predicate<Story> stillFails, int plays) {
        this.stillFails = stillFails;
        this.playsLeft = plays;
    }

    /**
     * The shortest story that is found.
     *
     * @param fails a story that fails
     * @param plays how often a shorter one may be tried
     */
    static Story shrink(Story fails, Predicate<Story> stillFails, int plays) {
        var shrinker = new Shrinker(stillFails, plays);
        var story = fails;
        while (true) {
            var shorter = shrinker.once(story);
            if (shorter.equals(story) || shrinker.playsLeft <= 0) {
                return shorter;
            }
            story = shorter;
        }
    }

    private Story once(Story story) {
        var shorter = story;
        shorter = withoutFaults(shorter);
        shorter = without(shorter, shorter.steps(), Story::withSteps, MOST_EARLIER);
        for (int i = 0; i < shorter.steps().size(); i++) {
            shorter = withoutRecords(shorter, i);
        }
        shorter = either(shorter.withSettings(ofOneLane(shorter.settings())), shorter);
        return either(shorter.withSettings(withoutLimits(shorter.settings())), shorter);
    }

    private Story withoutFaults(Story story) {
        return without(story, story.faults(), Story::withFaults, 0);
    }

    private Story withoutRecords(Story story, int index) {
        if (!(story.steps().get(index) instanceof Step.Put put)) {
            return story;
        }
        BiFunction<Story, List<SentRecord>, Story> with = (whole, records) -> {
            var steps = new ArrayList<>(whole.steps());
            steps.set(index, new Step.Put(put.at(), records, put.sentAgain()));
            return whole.withSteps(steps);
        };
        return without(story, put.records(), with, MOST_EARLIER);
    }

    /** Leaves out parts of a list, halves first and single elements at last. */
    private <T> Story without(Story whole, List<T> parts, BiFunction<Story, List<T>, Story> with, int earlier) {
        var story = whole;
        var left = parts;
        for (int size = (left.size() + 1) / 2; size > 0; size = size == 1 ? 0 : (size + 1) / 2) {
            for (int from = 0; from < left.size(); ) {
                var fewer = new ArrayList<>(left);
                fewer.subList(from, Math.min(left.size(), from + size)).clear();
                var shorter = firstThatFails(with.apply(story, fewer), earlier);
                if (shorter.isPresent()) {
                    story = shorter.get();
                    left = fewer;
                } else {
                    from += size;
                }
            }
        }
        return story;
    }

    /** The story, or one whose faults strike earlier invocations: with a step fewer, there may be some fewer before them. */
    private Optional<Story> firstThatFails(Story story, int mostEarlier) {
        for (int earlier = 0; earlier <= mostEarlier; earlier++) {
            int by = earlier;
            var faults =
                    story.faults().stream().map(fault -> earlier(fault, by)).toList();
            if ((by == 0 || !faults.equals(story.faults())) && fails(story.withFaults(faults))) {
                return Optional.of(story.withFaults(faults));
            }
        }
        return Optional.empty();
    }

    private static Fault earlier(Fault fault, int by) {
        return fault instanceof Fault.OfInvocation struck && struck.invocation() > by
                ? struck.at(struck.invocation() - by)
                : fault;
    }

    private static Settings ofOneLane(Settings now) {
        return new Settings(
                now.start(),
                now.format(),
                1,
                1_000,
                now.batchSize(),
                0,
                1,
                now.bisect(),
                now.retryAttempts(),
                now.recordAgeSeconds());
    }

    private static Settings withoutLimits(Settings now) {
        return new Settings(
                now.start(),
                now.format(),
                now.shards(),
                1_000,
                now.batchSize(),
                now.windowSeconds(),
                1,
                false,
                ErrorHandling.ENDLESS,
                ErrorHandling.ENDLESS);
    }

    private Story either(Story simpler, Story story) {
        return !simpler.equals(story) && fails(simpler) ? simpler : story;
    }

    private boolean fails(Story story) {
        return playsLeft-- > 0 && stillFails.test(story);
    }
}
