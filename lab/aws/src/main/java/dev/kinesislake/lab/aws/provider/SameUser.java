package dev.kinesislake.lab.aws.provider;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Lets nobody but this process's user, and root, call the resource provider: what it makes runs code as this user, and Pulumi's engine
 * has no credentials to show. Linux tells whose socket is at the other end of a connection ({@code /proc/net/tcp}); elsewhere all are
 * let in.
 */
final class SameUser implements ServerInterceptor {

    private static final long ROOT = 0;
    private static final int LOCAL_ADDRESS = 1;
    private static final int REMOTE_ADDRESS = 2;
    private static final int USER = 7;

    private final Path proc;

    /** @param proc {@code /proc}; without it, this isn't Linux */
    SameUser(Path proc) {
        this.proc = proc;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        var attributes = call.getAttributes();
        if (isAllowed(
                port(attributes.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR)),
                port(attributes.get(Grpc.TRANSPORT_ATTR_LOCAL_ADDR)))) {
            return next.startCall(call, headers);
        }
        call.close(
                Status.PERMISSION_DENIED.withDescription(
                        "the local AWS belongs to another user of this machine: start one of your own with ./lake serve --port"),
                new Metadata());
        return new ServerCall.Listener<>() {};
    }

    /** Whether the process at the other end of a connection may call. */
    boolean isAllowed(int remotePort, int localPort) {
        var self = proc.resolve("self");
        var connections = List.of(proc.resolve("net/tcp"), proc.resolve("net/tcp6"));
        if (!Files.exists(self) || !Files.exists(connections.get(0))) {
            return true;
        }
        try {
            long own = ((Integer) Files.getAttribute(self, "unix:uid")).longValue();
            for (var file : connections) {
                var user = Files.exists(file)
                        ? user(Files.readAllLines(file), remotePort, localPort)
                        : OptionalLong.empty();
                if (user.isPresent()) {
                    return user.getAsLong() == own || user.getAsLong() == ROOT;
                }
            }
            return false;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Seen from the other end: its own port is our remote one. */
    private static OptionalLong user(List<String> lines, int remotePort, int localPort) {
        return lines.stream()
                .skip(1)
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields.length > USER
                        && port(fields[LOCAL_ADDRESS]) == remotePort
                        && port(fields[REMOTE_ADDRESS]) == localPort)
                .mapToLong(fields -> Long.parseLong(fields[USER]))
                .findFirst();
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), 16);
    }

    private static int port(@Nullable Object address) {
        return address instanceof InetSocketAddress socket ? socket.getPort() : 0;
    }
}
