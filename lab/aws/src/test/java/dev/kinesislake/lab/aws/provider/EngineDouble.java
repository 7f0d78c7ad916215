package dev.kinesislake.lab.aws.provider;

import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.kinesislake.lab.aws.LocalAws;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import pulumirpc.Provider.CheckRequest;
import pulumirpc.Provider.CheckResponse;
import pulumirpc.Provider.CreateRequest;
import pulumirpc.Provider.CreateResponse;
import pulumirpc.Provider.DeleteRequest;
import pulumirpc.Provider.DiffRequest;
import pulumirpc.Provider.DiffResponse;
import pulumirpc.Provider.ReadRequest;
import pulumirpc.Provider.ReadResponse;
import pulumirpc.Provider.UpdateRequest;
import pulumirpc.ResourceProviderGrpc;
import pulumirpc.ResourceProviderGrpc.ResourceProviderBlockingStub;

/** Calls the provider of a local AWS as Pulumi's engine does. */
final class EngineDouble implements AutoCloseable {

    static final String UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    private static final String SIGNATURE = "4dabf18193072939515e22adb298388d";
    private static final Value SECRET = Wire.text("1b47061264138c4ac30d75fd1eb44270");
    private static final Value ARCHIVE = Wire.text("0def7320c3a5731c473e5ecbe6d01bc7");

    private final LocalAws aws;
    private final ManagedChannel channel;
    private final ResourceProviderBlockingStub provider;

    EngineDouble(Path folder, Path project) {
        aws = LocalAws.start(LocalAws.Options.in(folder, project, "eu-central-1", "local"));
        var attach = aws.environment().getOrDefault("PULUMI_DEBUG_PROVIDERS", "");
        channel = NettyChannelBuilder.forAddress("127.0.0.1", Integer.parseInt(attach.replace("aws:", "")))
                .usePlaintext()
                .build();
        provider = ResourceProviderGrpc.newBlockingStub(channel);
    }

    LocalAws aws() {
        return aws;
    }

    ResourceProviderBlockingStub provider() {
        return provider;
    }

    CheckResponse check(String type, String name, Struct olds, Struct news, String seed) {
        return provider.check(CheckRequest.newBuilder()
                .setType(type)
                .setName(name)
                .setOlds(olds)
                .setNews(news)
                .setRandomSeed(ByteString.copyFromUtf8(seed))
                .build());
    }

    DiffResponse diff(String type, Struct oldInputs, Struct news) {
        return provider.diff(DiffRequest.newBuilder()
                .setType(type)
                .setName("it")
                .setId("id")
                .setOldInputs(oldInputs)
                .setOlds(oldInputs)
                .setNews(news)
                .build());
    }

    CreateResponse preview(String type, Struct inputs) {
        return create(type, inputs, true);
    }

    CreateResponse create(String type, Struct inputs) {
        return create(type, inputs, false);
    }

    private CreateResponse create(String type, Struct inputs, boolean preview) {
        return provider.create(CreateRequest.newBuilder()
                .setType(type)
                .setName("it")
                .setProperties(inputs)
                .setPreview(preview)
                .build());
    }

    ReadResponse read(String type, String id, Struct inputs) {
        return provider.read(ReadRequest.newBuilder()
                .setType(type)
                .setName("it")
                .setId(id)
                .setInputs(inputs)
                .setProperties(inputs)
                .build());
    }

    Struct update(String type, String id, Struct outputs, Struct news, boolean preview) {
        return provider.update(UpdateRequest.newBuilder()
                        .setType(type)
                        .setName("it")
                        .setId(id)
                        .setOlds(outputs)
                        .setNews(news)
                        .setPreview(preview)
                        .build())
                .getProperties();
    }

    Empty delete(String type, String id, Struct inputs) {
        return provider.delete(DeleteRequest.newBuilder()
                .setType(type)
                .setName("it")
                .setId(id)
                .setOldInputs(inputs)
                .setProperties(inputs)
                .build());
    }

    static Struct struct(Map<String, ?> properties) {
        var struct = Struct.newBuilder();
        properties.forEach(
                (name, value) -> struct.putFields(name, value instanceof Value encoded ? encoded : Wire.encode(value)));
        return struct.build();
    }

    static Value secret(Object value) {
        return value(Struct.newBuilder()
                .putFields(SIGNATURE, SECRET)
                .putFields("value", Wire.encode(value))
                .build());
    }

    /** An archive of one folder, as the engine sends it; without the folder as it sends what exists. */
    static Value archive(String hash, String... folder) {
        var archive = Struct.newBuilder().putFields(SIGNATURE, ARCHIVE).putFields("hash", Wire.text(hash));
        for (var path : List.of(folder)) {
            var part = value(Struct.newBuilder()
                    .putFields(SIGNATURE, ARCHIVE)
                    .putFields("hash", Wire.text("hash of " + path))
                    .putFields("path", Wire.text(path))
                    .build());
            archive.putFields(
                    "assets", value(Struct.newBuilder().putFields(".", part).build()));
        }
        return value(archive.build());
    }

    /** The properties with one changed. */
    static Struct with(Struct properties, String name, Object value) {
        var changed = properties.toBuilder();
        return changed.putFields(name, value instanceof Value encoded ? encoded : Wire.encode(value))
                .build();
    }

    private static Value value(Struct object) {
        return Value.newBuilder().setStructValue(object).build();
    }

    @Override
    public void close() {
        channel.shutdownNow();
        aws.close();
    }
}
