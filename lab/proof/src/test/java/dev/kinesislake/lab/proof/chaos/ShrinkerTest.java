package dev.kinesislake.lab.proof.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.lab.aws.mapping.MappingSpec.ErrorHandling;
import dev.kinesislake.lab.proof.events.Packing;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ShrinkerTest {

    @Test
    void leavesNothingInAScenarioThatItFailsWithout() {
        var scenario = withManyFaults();
        var put = scenario.steps().stream()
                .filter(Step.Put.class::isInstance)
                .map(Step.Put.class::cast)
                .findFirst()
                .orElseThrow();
        var record = put.records().get(put.records().size() - 1);
        var fault = scenario.faults().get(scenario.faults().size() / 2);
        Predicate<Scenario> fails = some -> some.faults().contains(fault)
                && some.steps().stream()
                        .anyMatch(step ->
                                step instanceof Step.Put any && any.records().contains(record));

        var shortest = Shrinker.shrink(scenario, fails, 1_000);

        assertThat(shortest.faults()).containsExactly(fault);
        assertThat(shortest.steps()).containsExactly(new Step.Put(put.at(), List.of(record), put.sentAgain()));
        assertThat(shortest.settings().shards()).isEqualTo(1);
        assertThat(shortest.settings().retryAttempts()).isEqualTo(ErrorHandling.ENDLESS);
    }

    @Test
    @DisplayName("A fault moves to an earlier invocation when those before it are removed")
    void movesAFault() {
        var scenario = ScenarioGenerator.generate(7);
        var puts = List.<Step>of(put(1), put(2), put(3));
        var whole = scenario.withSteps(puts).withFaults(List.of(new Fault.AnswerLost(3)));
        // Each put is an invocation, and the last one's answer has to get lost.
        Predicate<Scenario> fails = some -> !some.steps().isEmpty()
                && some.steps().get(some.steps().size() - 1).equals(put(3))
                && some.faults().contains(new Fault.AnswerLost(some.steps().size()));

        var shortest = Shrinker.shrink(whole, fails, 1_000);

        assertThat(shortest.steps()).containsExactly(put(3));
        assertThat(shortest.faults()).containsExactly(new Fault.AnswerLost(1));
    }

    @Test
    void playsNoMoreThanItMay() {
        var plays = new AtomicInteger();

        Shrinker.shrink(
                withManyFaults(),
                scenario -> {
                    plays.incrementAndGet();
                    return true;
                },
                5);

        assertThat(plays).hasValue(5);
    }

    private static Scenario withManyFaults() {
        return LongStream.iterate(7, seed -> seed + 1)
                .mapToObj(ScenarioGenerator::generate)
                .filter(scenario -> scenario.faults().size() > 20)
                .findFirst()
                .orElseThrow();
    }

    private static Step put(int second) {
        return new Step.Put(
                Duration.ofSeconds(second), List.of(new SentRecord(List.of(second), Packing.SINGLE)), false);
    }
}
