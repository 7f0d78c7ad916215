package dev.kinesislake.lab.proof.chaos;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.kinesislake.function.Capacity;
import dev.kinesislake.function.ErasedPeople;
import dev.kinesislake.function.Handler;
import dev.kinesislake.function.HandlerParts;
import dev.kinesislake.function.config.ConsumerConfig;
import dev.kinesislake.function.store.ObjectStore;
import dev.kinesislake.function.store.ParallelPuts;
import java.time.Clock;
import java.util.function.Function;

/** Makes the function that a campaign is about. */
@FunctionalInterface
public interface FunctionOf {

    /** So little that batches are cut now and then, and large ones always. */
    Capacity CAPACITY = new Capacity(400_000);

    /** The consumer as it is deployed, on a function with little memory. */
    FunctionOf THE_CONSUMER =
            (config, erased, store, puts, clock) -> handler(config, erased, puts.apply(store), CAPACITY, clock);

    /** The consumer with parts of its own. */
    static Handler handler(
            ConsumerConfig config, ErasedPeople erased, ParallelPuts puts, Capacity capacity, Clock clock) {
        return new Handler(
                config, HandlerParts.of(puts, clock).withErased(erased).withCapacity(capacity));
    }

    /**
     * Makes a handler, as the start of an execution environment does.
     *
     * @param erased who is erased
     * @param puts makes what stores a batch's objects in a store, several at a time
     * @param clock of the environment
     */
    RequestStreamHandler make(
            ConsumerConfig config,
            ErasedPeople erased,
            ObjectStore store,
            Function<ObjectStore, ParallelPuts> puts,
            Clock clock);
}
