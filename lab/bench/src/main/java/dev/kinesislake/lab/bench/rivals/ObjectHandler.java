package dev.kinesislake.lab.bench.rivals;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import dev.kinesislake.lab.bench.work.Workload;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;

/** A handler that takes and returns objects, which AWS's runtime makes of the invocation and turns into the response. */
public final class ObjectHandler implements Subject {

    private final Workload workload;
    private final RequestHandler<KinesisEvent, StreamsEventResponse> handler;
    private final PojoSerializer<KinesisEvent> events =
            LambdaEventSerializers.serializerFor(KinesisEvent.class, ObjectHandler.class.getClassLoader());
    private final PojoSerializer<StreamsEventResponse> responses =
            LambdaEventSerializers.serializerFor(StreamsEventResponse.class, ObjectHandler.class.getClassLoader());

    public ObjectHandler(Workload workload, RequestHandler<KinesisEvent, StreamsEventResponse> handler) {
        this.workload = workload;
        this.handler = handler;
    }

    @Override
    public void handle(int batch) {
        var invocation = new ByteArrayInputStream(workload.invocations().get(batch));
        var response = handler.handleRequest(events.fromJson(invocation), CONTEXT);
        if (!response.getBatchItemFailures().isEmpty()) {
            throw new IllegalStateException("the handler failed: " + response);
        }
        responses.toJson(response, new ByteArrayOutputStream());
    }
}
