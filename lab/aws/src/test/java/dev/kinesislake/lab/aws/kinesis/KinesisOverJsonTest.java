package dev.kinesislake.lab.aws.kinesis;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.core.SdkSystemSetting;

/** In JSON, as the AWS CLI, boto3 and most other clients speak. */
class KinesisOverJsonTest extends KinesisClientContract {

    @BeforeAll
    static void disableCbor() {
        System.setProperty(SdkSystemSetting.CBOR_ENABLED.property(), "false");
    }

    @AfterAll
    static void enableCbor() {
        System.clearProperty(SdkSystemSetting.CBOR_ENABLED.property());
    }

    @Override
    String contentType() {
        return "application/x-amz-json-1.1";
    }
}
