package dev.kinesislake.lab.aws.provider;

import com.google.protobuf.Empty;
import com.google.protobuf.Struct;
import dev.kinesislake.lab.aws.resources.ResourceTable;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.Objects;
import pulumirpc.Plugin.PluginAttach;
import pulumirpc.Plugin.PluginInfo;
import pulumirpc.Provider.CallRequest;
import pulumirpc.Provider.CallResponse;
import pulumirpc.Provider.CheckFailure;
import pulumirpc.Provider.CheckRequest;
import pulumirpc.Provider.CheckResponse;
import pulumirpc.Provider.ConfigureRequest;
import pulumirpc.Provider.ConfigureResponse;
import pulumirpc.Provider.CreateRequest;
import pulumirpc.Provider.CreateResponse;
import pulumirpc.Provider.DeleteRequest;
import pulumirpc.Provider.DiffRequest;
import pulumirpc.Provider.DiffResponse;
import pulumirpc.Provider.DiffResponse.DiffChanges;
import pulumirpc.Provider.GetSchemaRequest;
import pulumirpc.Provider.GetSchemaResponse;
import pulumirpc.Provider.InvokeRequest;
import pulumirpc.Provider.InvokeResponse;
import pulumirpc.Provider.ReadRequest;
import pulumirpc.Provider.ReadResponse;
import pulumirpc.Provider.UpdateRequest;
import pulumirpc.Provider.UpdateResponse;
import pulumirpc.ResourceProviderGrpc.ResourceProviderImplBase;

/**
 * Pulumi's package {@code aws}, as its engine calls it, over the resources of the local account ("ResourceProvider" in Pulumi's
 * developer documentation).
 */
final class AwsProvider extends ResourceProviderImplBase {

    private final ResourceTable resources;
    private final String region;
    private final String version;

    /**
     * @param region that everything is in
     * @param version of the package that it stands in for
     */
    AwsProvider(ResourceTable resources, String region, String version) {
        this.resources = resources;
        this.region = region;
        this.version = version;
    }

    @Override
    public void attach(PluginAttach request, StreamObserver<Empty> caller) {
        Answers.give(caller, Empty::getDefaultInstance);
    }

    @Override
    public void getPluginInfo(Empty request, StreamObserver<PluginInfo> caller) {
        Answers.give(caller, () -> PluginInfo.newBuilder().setVersion(version).build());
    }

    @Override
    public void getSchema(GetSchemaRequest request, StreamObserver<GetSchemaResponse> caller) {
        Answers.fail(caller, Status.UNIMPLEMENTED, "the local AWS has no schema: the package's own plugin has it");
    }

    @Override
    public void checkConfig(CheckRequest request, StreamObserver<CheckResponse> caller) {
        Answers.give(
                caller,
                () -> CheckResponse.newBuilder().setInputs(request.getNews()).build());
    }

    /** Nothing that a provider is configured with makes its resources others here. */
    @Override
    public void diffConfig(DiffRequest request, StreamObserver<DiffResponse> caller) {
        Answers.give(caller, () -> DiffResponse.newBuilder()
                .setChanges(DiffChanges.DIFF_NONE)
                .build());
    }

    @Override
    public void configure(ConfigureRequest request, StreamObserver<ConfigureResponse> caller) {
        Answers.give(caller, () -> {
            var wanted = Wire.decode(request.getArgs()).get("region");
            if (wanted != null && !wanted.equals(region)) {
                throw new IllegalArgumentException("aws:region is " + wanted + ", but the local AWS is " + region
                        + ": `pulumi config set aws:region " + region
                        + "`, or start it with ./lake serve -c aws:region="
                        + wanted);
            }
            return ConfigureResponse.newBuilder()
                    .setAcceptSecrets(true)
                    .setSupportsPreview(true)
                    .build();
        });
    }

    @Override
    public void check(CheckRequest request, StreamObserver<CheckResponse> caller) {
        Answers.give(caller, () -> {
            var naming = resources.shape(request.getType(), request.getName()).naming();
            var answer = CheckResponse.newBuilder().setInputs(request.getNews());
            if (naming != null) {
                try {
                    answer.setInputs(AutoName.fill(
                            naming, request.getName(), request.getRandomSeed(), request.getOlds(), request.getNews()));
                } catch (IllegalArgumentException tooLong) {
                    answer.addFailures(CheckFailure.newBuilder()
                            .setProperty(naming.property())
                            .setReason(tooLong.getMessage()));
                }
            }
            return answer.build();
        });
    }

    @Override
    public void diff(DiffRequest request, StreamObserver<DiffResponse> caller) {
        Answers.give(caller, () -> {
            var shape = resources.shape(request.getType(), request.getName());
            var naming = shape.naming();
            var olds = Wire.decode(request.getOldInputs());
            var news = Wire.decode(request.getNews());
            boolean keepsName = naming != null
                    && !AutoName.isIn(request.getNews(), naming)
                    && Objects.equals(olds.get(naming.property()), news.get(naming.property()));
            return InputDiff.of(shape, olds, news, keepsName);
        });
    }

    @Override
    public void create(CreateRequest request, StreamObserver<CreateResponse> caller) {
        Answers.give(caller, () -> {
            var inputs = request.getProperties();
            if (request.getPreview()) {
                var shape = resources.shape(request.getType(), request.getName());
                return CreateResponse.newBuilder()
                        .setProperties(Outputs.previewed(inputs, shape))
                        .build();
            }
            var made = resources.create(request.getType(), request.getName(), Wire.decode(inputs));
            return CreateResponse.newBuilder()
                    .setId(made.id())
                    .setProperties(Outputs.of(inputs, made.added()))
                    .build();
        });
    }

    @Override
    public void read(ReadRequest request, StreamObserver<ReadResponse> caller) {
        Answers.give(caller, () -> {
            var made = resources.read(request.getType(), request.getName(), request.getId());
            if (made == null) {
                return ReadResponse.getDefaultInstance();
            }
            var inputs = Outputs.inputs(made, request.getInputs());
            return ReadResponse.newBuilder()
                    .setId(made.id())
                    .setInputs(inputs)
                    .setProperties(Outputs.of(inputs, made.added()))
                    .build();
        });
    }

    @Override
    public void update(UpdateRequest request, StreamObserver<UpdateResponse> caller) {
        Answers.give(caller, () -> {
            var inputs = request.getNews();
            return UpdateResponse.newBuilder()
                    .setProperties(request.getPreview() ? previewed(request) : updated(request, inputs))
                    .build();
        });
    }

    private Struct previewed(UpdateRequest request) {
        var shape = resources.shape(request.getType(), request.getName());
        return Outputs.previewed(request.getOlds(), request.getNews(), shape);
    }

    private Struct updated(UpdateRequest request, Struct inputs) {
        var made = resources.update(request.getType(), request.getName(), request.getId(), Wire.decode(inputs));
        return Outputs.of(inputs, made.added());
    }

    @Override
    public void delete(DeleteRequest request, StreamObserver<Empty> caller) {
        Answers.give(caller, () -> {
            resources.delete(
                    request.getType(), request.getName(), request.getId(), Wire.decode(request.getOldInputs()));
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void invoke(InvokeRequest request, StreamObserver<InvokeResponse> caller) {
        Answers.fail(
                caller, Status.UNIMPLEMENTED, "the local AWS has no function " + request.getTok() + ", nor any other");
    }

    @Override
    public void call(CallRequest request, StreamObserver<CallResponse> caller) {
        Answers.fail(
                caller, Status.UNIMPLEMENTED, "the local AWS has no method " + request.getTok() + ", nor any other");
    }

    /** What is under way is short, and is finished. */
    @Override
    public void cancel(Empty request, StreamObserver<Empty> caller) {
        Answers.give(caller, Empty::getDefaultInstance);
    }
}
