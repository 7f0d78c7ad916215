package dev.kinesislake.lab.proof.deploy;

import dev.kinesislake.lab.aws.LocalAws;
import dev.kinesislake.lab.aws.lambda.LambdaFunction;
import dev.kinesislake.lab.aws.mapping.EventSourceMapping;
import dev.kinesislake.lab.aws.resources.DeployedFunction;
import java.util.Map;

/**
 * A stack that is deployed to a local AWS.
 *
 * @param outputs the stack's outputs by name
 */
public record DeployedStack(LocalAws aws, Map<String, String> outputs) implements AutoCloseable {

    public String output(String name) {
        var value = outputs.get(name);
        if (value == null) {
            throw new IllegalStateException("the stack has no output " + name);
        }
        return value;
    }

    /** What takes records from the stream to the function. */
    public EventSourceMapping mapping() {
        var id = output("eventSourceMappingId");
        var mapping = aws.account().mappings().get(id);
        if (mapping == null) {
            throw new IllegalStateException("there is no event source mapping " + id);
        }
        return mapping;
    }

    /** The consumer, as it is now. */
    public LambdaFunction function() {
        return function("functionName");
    }

    /**
     * A function, as it is now.
     *
     * @param output that has its name
     */
    public LambdaFunction function(String output) {
        var functions = aws.account().functionsByArn().values();
        return functions.stream()
                .map(DeployedFunction::function)
                .filter(function -> function.spec().name().equals(output(output)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no function " + output(output)));
    }

    /** Ends the AWS, and with it everything that is deployed to it. */
    @Override
    public void close() {
        aws.close();
    }
}
