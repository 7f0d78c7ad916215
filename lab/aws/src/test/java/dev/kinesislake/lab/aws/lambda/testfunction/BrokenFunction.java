package dev.kinesislake.lab.aws.lambda.testfunction;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;

/** Can't be made. */
public final class BrokenFunction implements RequestStreamHandler {

    public BrokenFunction() {
        throw new IllegalStateException("no such bucket");
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) {}
}
