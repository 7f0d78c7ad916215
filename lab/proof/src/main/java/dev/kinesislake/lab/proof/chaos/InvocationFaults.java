package dev.kinesislake.lab.proof.chaos;

import dev.kinesislake.lab.proof.chaos.Fault.OfInvocation;
import dev.kinesislake.lab.proof.chaos.Fault.OfProcess;
import dev.kinesislake.lab.proof.chaos.Fault.OfPut;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The faults planned for one invocation, as they are asked for. */
record InvocationFaults(List<OfInvocation> planned) {

    InvocationFaults {
        planned = List.copyOf(planned);
    }

    /** The first one of a kind. */
    <F extends OfInvocation> Optional<F> first(Class<F> kind) {
        return planned.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /**
     * What becomes of a request.
     *
     * @param object counted in the order in which the invocation comes to its objects
     * @param attempt counted from 0, over all requests for the object
     */
    RequestOutcome outcome(int object, int attempt) {
        for (var fault : planned) {
            if (fault instanceof OfPut put && put.object() == object) {
                return attempt < put.outcomes().size() ? put.outcomes().get(attempt) : RequestOutcome.FINE;
            }
        }
        return RequestOutcome.FINE;
    }

    /** The same of a request for the list of who is erased. */
    RequestOutcome ofList(int attempt) {
        return first(Fault.OfList.class)
                .filter(list -> attempt < list.outcomes().size())
                .map(list -> list.outcomes().get(attempt))
                .orElse(RequestOutcome.FINE);
    }

    /** How long after its client has left a late PUT takes effect. */
    Duration lateness() {
        return first(OfPut.class).map(OfPut::lateness).orElse(Duration.ZERO);
    }

    /** The process's end, if it comes with a request; counted from 1. */
    @Nullable OfProcess death(int request) {
        return first(OfProcess.class)
                .filter(process -> process.request() == request)
                .orElse(null);
    }
}
