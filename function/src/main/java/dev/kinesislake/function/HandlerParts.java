package dev.kinesislake.function;

import dev.kinesislake.function.personal.MemberHmac;
import dev.kinesislake.function.store.ParallelPuts;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * What a handler works with. Lambda's has those of its environment; tests and measurements have some of their own.
 *
 * @param hmac hashes personal members; null where none is hashed
 * @param erased asked before each batch
 * @param puts stores a batch's objects
 * @param capacity how much of a batch is taken
 * @param clock tells when an attempt began
 */
public record HandlerParts(
        @Nullable MemberHmac hmac, ErasedPeople erased, ParallelPuts puts, Capacity capacity, Clock clock) {

    /** For a lake of which nobody is erased and nothing is hashed, with Lambda's capacity. */
    public static HandlerParts of(ParallelPuts puts, Clock clock) {
        return new HandlerParts(null, ErasedPeople.NONE, puts, Capacity.STANDARD, clock);
    }

    public HandlerParts withHmac(MemberHmac other) {
        return new HandlerParts(other, erased, puts, capacity, clock);
    }

    public HandlerParts withErased(ErasedPeople other) {
        return new HandlerParts(hmac, other, puts, capacity, clock);
    }

    public HandlerParts withCapacity(Capacity other) {
        return new HandlerParts(hmac, erased, puts, other, clock);
    }
}
