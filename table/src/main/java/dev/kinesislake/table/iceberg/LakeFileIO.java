package dev.kinesislake.table.iceberg;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.iceberg.aws.AwsClientProperties;
import org.apache.iceberg.aws.s3.S3FileIO;
import org.apache.iceberg.util.SerializableSupplier;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Iceberg's access to S3 with a client of this project's. Iceberg's own way to begin looks for Hadoop, and takes the few classes that
 * stand in for it, where Parquet's reader is on the class path, for all of Hadoop.
 */
public final class LakeFileIO extends S3FileIO {

    private final Map<String, String> settings;

    /** For Iceberg, which calls {@link #initialize} next. */
    public LakeFileIO() {
        this(new ConcurrentHashMap<>());
    }

    private LakeFileIO(Map<String, String> settings) {
        super((SerializableSupplier<S3Client>) () -> client(settings));
        this.settings = settings;
    }

    @Override
    public void initialize(Map<String, String> properties) {
        settings.putAll(properties);
    }

    @Override
    public Map<String, String> properties() {
        return Map.copyOf(settings);
    }

    private static S3Client client(Map<String, String> settings) {
        return S3Client.builder()
                .region(Region.of(settings.get(AwsClientProperties.CLIENT_REGION)))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
