package dev.kinesislake.lab.proof.chaos;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.util.function.IntSupplier;

/** The context of an invocation without a runtime. Its log is dropped. */
public record FunctionContext(String requestId, IntSupplier remainingMillis) implements Context {

    @Override
    public String getAwsRequestId() {
        return requestId;
    }

    @Override
    public int getRemainingTimeInMillis() {
        return remainingMillis.getAsInt();
    }

    @Override
    public LambdaLogger getLogger() {
        return new LambdaLogger() {
            @Override
            public void log(String message) {
                // dropped
            }

            @Override
            public void log(byte[] message) {
                // dropped
            }
        };
    }

    @Override
    public String getLogGroupName() {
        return "/aws/lambda/consumer";
    }

    @Override
    public String getLogStreamName() {
        return "chaos";
    }

    @Override
    public String getFunctionName() {
        return "consumer";
    }

    @Override
    public String getFunctionVersion() {
        return "$LATEST";
    }

    @Override
    public String getInvokedFunctionArn() {
        return "arn:aws:lambda:eu-central-1:000000000000:function:consumer";
    }

    @Override
    public CognitoIdentity getIdentity() {
        throw new UnsupportedOperationException("a stream's invocation has no identity");
    }

    @Override
    public ClientContext getClientContext() {
        throw new UnsupportedOperationException("a stream's invocation has no client");
    }

    @Override
    public int getMemoryLimitInMB() {
        return 512;
    }
}
