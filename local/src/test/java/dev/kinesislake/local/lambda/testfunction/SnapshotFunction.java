package dev.kinesislake.local.lambda.testfunction;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.crac.Core;
import org.crac.Resource;

/** Prints when it is called around a snapshot, and answers with the credentials that it's told to fetch. */
public final class SnapshotFunction implements RequestStreamHandler, Resource {

    public SnapshotFunction() {
        Core.getGlobalContext().register(this);
    }

    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
        System.out.println("before the snapshot");
        if (Boolean.parseBoolean(System.getenv("BROKEN"))) {
            throw new IllegalStateException("no snapshot today");
        }
    }

    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {
        System.out.println("after the restore");
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        var uri = System.getenv("AWS_CONTAINER_CREDENTIALS_FULL_URI");
        if (uri == null) {
            answer.write("none".getBytes(StandardCharsets.UTF_8));
            return;
        }
        var request = (HttpURLConnection) URI.create(uri).toURL().openConnection();
        request.setRequestProperty("Authorization", System.getenv("AWS_CONTAINER_AUTHORIZATION_TOKEN"));
        try (var credentials = request.getInputStream()) {
            credentials.transferTo(answer);
        }
    }
}
