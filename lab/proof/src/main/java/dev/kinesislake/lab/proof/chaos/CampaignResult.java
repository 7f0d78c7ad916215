package dev.kinesislake.lab.proof.chaos;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a campaign.
 *
 * @param played how many scenarios
 * @param failure the first that broke the promise; null where none did
 */
public record CampaignResult(
        int played, Tally tally, @Nullable Failure failure) {

    /**
     * A scenario that broke the promise.
     *
     * @param seed replays it
     * @param problem what is wrong after the shortest scenario that is found
     * @param lines of that scenario
     */
    public record Failure(long seed, String problem, List<String> lines) {}
}
