package dev.kinesislake.local.chaos;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.kinesislake.function.Handler;
import dev.kinesislake.function.config.ConsumerConfig;
import dev.kinesislake.function.store.ObjectStore;

/** Makes the function that a campaign is about. */
@FunctionalInterface
public interface FunctionOf {

    /** The consumer as it is deployed. */
    FunctionOf THE_CONSUMER = Handler::new;

    RequestStreamHandler make(ConsumerConfig config, ObjectStore store);
}
