package dev.kinesislake.table.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinesislake.table.raw.Inputs;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FileNameTest {

    private static final Inputs INPUTS = new Inputs("0123456789abcdef0123456789abcdef", 42);
    private static final String WRITE = "5d5f8a3c-7f1f-4c38-9d1a-0a3c3f1de001";
    private static final String FOLDER = "s3://lake/sealed/data/section=a/arrival_time_hour=2026-11-29-12/";
    private static final String BY_SPARK = FOLDER + "00000-17-" + WRITE + "-0-00001.parquet";

    @Test
    void says() {
        assertThat(FileName.inputs(FOLDER + FileName.of(INPUTS, WRITE, 3), Map.of()))
                .contains(INPUTS);
    }

    @Test
    @DisplayName("of Spark's files, a property of the table says what they are built from")
    void spark() {
        assertThat(FileName.inputs(BY_SPARK, Map.of("built_from." + WRITE, "0123456789abcdef0123456789abcdef-42")))
                .contains(INPUTS);
    }

    @Test
    @DisplayName("what Spark has rewritten since says nothing")
    void rewritten() {
        var marks = Map.of("built_from." + WRITE.replace('1', '2'), "0123456789abcdef0123456789abcdef-42");

        assertThat(FileName.inputs(BY_SPARK, marks)).isEmpty();
        assertThat(FileName.inputs(BY_SPARK, Map.of())).isEmpty();
        assertThat(FileName.inputs(BY_SPARK, Map.of("built_from." + WRITE, "anything")))
                .isEmpty();
    }
}
