package dev.kinesislake.lab.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.kinesislake.lab.aws.iam.Caller;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionConfiguration;
import software.amazon.awssdk.utils.builder.SdkBuilder;

class CheckedBlobStoreTest {

    /** What tells a caller nothing of any bucket. */
    private static final Set<String> FREE = Set.of(
            "close",
            "getMinimumMultipartPartSize",
            "supportsVersioning",
            "supportsBucketEncryption",
            "supportsServerSideEncryption",
            "supportsCopyMultipartPart");

    static Stream<Method> operations() {
        return Arrays.stream(BlobStore.class.getMethods()).filter(method -> !FREE.contains(method.getName()));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void noOperationReachesTheStoreWithoutPermission(Method operation) {
        var reached = ConcurrentHashMap.<String>newKeySet();
        var store = (BlobStore) Proxy.newProxyInstance(
                BlobStore.class.getClassLoader(), new Class<?>[] {BlobStore.class}, (proxy, method, arguments) -> {
                    reached.add(method.getName());
                    throw new AssertionError(method);
                });
        var checked = new CheckedBlobStore(store, Caller.ANONYMOUS, Faults.NONE);

        var thrown = catchThrowable(() -> call(checked, operation));

        assertThat(reached).isEmpty();
        if (operation.getName().equals("removeBlobs")) {
            assertThat(thrown).isNull(); // it reports each key's error in its answer
        } else if (!(thrown instanceof UnsupportedOperationException)) {
            assertThat(thrown).isInstanceOf(S3Exception.class);
            assertThat(((S3Exception) thrown).statusCode()).isEqualTo(403);
        }
    }

    private static void call(BlobStore store, Method operation) throws Throwable {
        var arguments = new Object[operation.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = argument(operation.getParameterTypes()[i]);
        }
        try {
            operation.invoke(store, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private static Object argument(Class<?> type) throws ReflectiveOperationException {
        if (type == String.class) {
            return "name";
        } else if (type == InputStream.class) {
            return new ByteArrayInputStream(new byte[0]);
        } else if (type == MultipartUpload.class) {
            return new MultipartUpload(
                    "id", (CreateMultipartUploadRequest) argument(CreateMultipartUploadRequest.class));
        } else if (type == BucketCannedACL.class) {
            return BucketCannedACL.PRIVATE;
        } else if (type == ObjectCannedACL.class) {
            return ObjectCannedACL.PRIVATE;
        } else if (type == BucketVersioningStatus.class) {
            return BucketVersioningStatus.ENABLED;
        } else if (type == ServerSideEncryptionConfiguration.class) {
            return ServerSideEncryptionConfiguration.builder().build();
        }
        var builder = (SdkBuilder<?, ?>) type.getMethod("builder").invoke(null);
        for (var field : ((SdkPojo) builder).sdkFields()) {
            switch (field.memberName()) {
                case "Bucket", "Key", "SourceBucket", "SourceKey", "DestinationBucket", "DestinationKey" ->
                    field.set(builder, "name");
                case "Delete" ->
                    field.set(
                            builder,
                            Delete.builder()
                                    .objects(ObjectIdentifier.builder()
                                            .key("name")
                                            .build())
                                    .build());
                default -> {}
            }
        }
        return builder.build();
    }
}
