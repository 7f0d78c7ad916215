package dev.kinesislake.lab.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.function.decode.Decoded;
import dev.kinesislake.function.decode.EventDecoder;
import dev.kinesislake.function.decode.Position;
import dev.kinesislake.function.decode.UserRecord;
import dev.kinesislake.function.encode.EventParquet;
import dev.kinesislake.function.partition.LakeLayout;
import dev.kinesislake.lab.aws.iam.AccessKey;
import dev.kinesislake.lab.aws.lambda.Invoker;
import dev.kinesislake.lab.proof.deploy.DeployedStack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/** The function that seals, as the engine deploys it. */
@WithPulumi
class SealingIT {

    private static final Instant OVER = Instant.parse("2026-11-24T07:00:01Z");
    private static final Position POSITION = new Position("shardId-000000000000", "49500000000000000001", null);

    @AutoClose
    private final Laptop laptop;

    SealingIT(@TempDir Path folder) throws Exception {
        laptop = Laptop.in(folder);
    }

    @Test
    @DisplayName(
            "one up deploys the sealing function; its schedule seals hours that are over, another up changes nothing")
    void seals() throws Exception {
        var stack = laptop.up("local");
        var deployed = stack.deployed();
        store(deployed);

        laptop.aws().account().scheduler().runDue();

        var lake = laptop.lakeOf(stack);
        assertThat(lake.sealedRows()).containsExactly(Lake.row(POSITION.shardId(), POSITION.sequenceNumber(), "u"));

        var traffic = laptop.trafficTo(stack);
        traffic.awaitAcknowledged(300);
        traffic.stop();
        var rows = lake.rows();
        assertThat(deployed.function("sealFunctionName").invoke("{\"unfinishedToo\":true}".getBytes(UTF_8)))
                .isInstanceOf(Invoker.Returned.class);
        assertThat(lake.sealedRows()).isEqualTo(rows).hasSizeGreaterThan(300);

        assertThat(stack.up().byName()).isEqualTo(Map.of());
    }

    private static void store(DeployedStack stack) throws IOException {
        var event = "{\"metadata\":{\"uuid\":\"u\",\"section\":\"Shoes\"},\"payload\":{\"userid\":\"7\"}}";
        var row = (Decoded.Valid)
                new EventDecoder(Set.of()).decode(new UserRecord(POSITION, "key", OVER, event.getBytes(UTF_8)));
        var key = LakeLayout.key(LakeLayout.lakePrefix("Shoes", OVER), POSITION, ".parquet");
        try (var s3 = stack.aws().account().s3Client(AccessKey.PERSON)) {
            s3.putObject(
                    put -> put.bucket(stack.output("lakeBucket")).key(key),
                    RequestBody.fromBytes(new EventParquet().encode(List.of(row), OVER + " stored")));
        }
    }
}
