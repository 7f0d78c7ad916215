package dev.kinesislake.table.iceberg;

import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.table.build.TableColumn;
import java.time.Duration;
import java.util.Map;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.aws.AwsClientProperties;
import org.apache.iceberg.aws.HttpClientProperties;
import org.apache.iceberg.aws.glue.GlueCatalog;
import org.apache.iceberg.catalog.TableIdentifier;

/** The table in Glue's Data Catalog, with its files in the lake bucket. Credentials and endpoints are the environment's. */
public final class GlueTables {

    /** Of the table. */
    public static final String NAME = LakeLayout.SEALED_TABLE;

    static {
        // HttpURLConnection would send a POST again by itself. The second commit of the same metadata would be refused,
        // and the
        // table's current metadata deleted as if it had not been committed.
        System.setProperty("sun.net.http.retryPost", "false");
    }

    private GlueTables() {}

    /**
     * Opens the table of a stack.
     *
     * @param kept how long a snapshot can be read
     */
    public static SealedTable open(String region, String database, String bucket, Duration kept) {
        var warehouse = "s3://" + bucket + "/" + LakeLayout.SEALED_PREFIX.replaceAll("/$", "");
        var properties = Map.of(
                AwsClientProperties.CLIENT_REGION,
                region,
                HttpClientProperties.CLIENT_TYPE,
                HttpClientProperties.CLIENT_TYPE_URLCONNECTION,
                CatalogProperties.FILE_IO_IMPL,
                LakeFileIO.class.getName(),
                CatalogProperties.WAREHOUSE_LOCATION,
                warehouse);
        var catalog = new GlueCatalog();
        catalog.initialize("glue", properties);
        var io = new LakeFileIO();
        io.initialize(properties);
        return new SealedTable(
                catalog, io, TableIdentifier.of(database, NAME), warehouse + "/" + NAME, TableColumn.ofEvents(), kept);
    }
}
