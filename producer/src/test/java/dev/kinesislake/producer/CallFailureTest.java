package dev.kinesislake.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;

class CallFailureTest {

    @ParameterizedTest
    @CsvSource({
        "400, ProvisionedThroughputExceededException, true, false",
        "400, ThrottlingException, true, false",
        "400, KMSThrottlingException, true, false",
        "400, LimitExceededException, true, false",
        "400, ExpiredTokenException, true, false",
        "500, InternalFailure, true, true",
        "503, ServiceUnavailable, true, true",
        "408, RequestTimeoutException, true, true",
        "400, ResourceNotFoundException, false, false",
        "400, AccessDeniedException, false, false",
        "400, InvalidArgumentException, false, false",
        "400, KMSDisabledException, false, false",
    })
    void anAnswerTellsByItsCode(int status, String code, boolean retried, boolean unknown) {
        var answer = KinesisException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();

        assertThat(CallFailure.of(answer)).isEqualTo(new CallFailure(retried, unknown));
    }

    static Stream<Exception> withoutAnAnswer() {
        return Stream.of(
                SdkClientException.create("late", new SocketTimeoutException("Read timed out")),
                SdkClientException.create("cut", new RuntimeException(new IOException("Connection reset"))),
                ApiCallTimeoutException.create(1),
                AbortedException.create("interrupted"));
    }

    @ParameterizedTest
    @MethodSource
    void withoutAnAnswer(Exception failure) {
        assertThat(CallFailure.of(failure)).isEqualTo(new CallFailure(true, true));
    }

    static Stream<Exception> neverSent() {
        return Stream.of(
                SdkClientException.create("refused", new ConnectException("Connection refused")),
                SdkClientException.create("no name", new UnknownHostException("kinesis")));
    }

    @ParameterizedTest
    @MethodSource
    void neverSent(Exception failure) {
        assertThat(CallFailure.of(failure)).isEqualTo(new CallFailure(true, false));
    }

    @Test
    void whatWaitingDoesNotHelpIsNotRetried() {
        assertThat(CallFailure.of(SdkClientException.create("no credentials")))
                .isEqualTo(new CallFailure(false, false));
        assertThat(CallFailure.of(new IllegalStateException("a bug"))).isEqualTo(new CallFailure(false, false));
    }
}
