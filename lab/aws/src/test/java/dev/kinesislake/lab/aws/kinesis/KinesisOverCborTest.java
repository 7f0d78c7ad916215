package dev.kinesislake.lab.aws.kinesis;

/** In CBOR, which the AWS SDK for Java speaks unless told otherwise. */
class KinesisOverCborTest extends KinesisClientContract {

    @Override
    String contentType() {
        return "application/x-amz-cbor-1.1";
    }
}
