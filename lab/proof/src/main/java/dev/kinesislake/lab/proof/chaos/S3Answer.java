package dev.kinesislake.lab.proof.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;

/** An answer of the simulated S3. */
@SuppressWarnings("ArrayRecordComponent") // handed on as it is, never compared
record S3Answer(int status, Map<String, String> headers, byte[] body) {

    S3Answer {
        headers = Map.copyOf(headers);
    }

    /** An error as S3 words it (Amazon S3 API Reference, "Error Responses"). */
    static S3Answer error(int status, String code) {
        var xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code
                + "</Code><Message>simulated</Message><RequestId>R</RequestId><HostId>H</HostId></Error>";
        return new S3Answer(status, Map.of("content-type", "application/xml"), xml.getBytes(UTF_8));
    }

    static S3Answer of(int status) {
        return new S3Answer(status, Map.of(), new byte[0]);
    }
}
