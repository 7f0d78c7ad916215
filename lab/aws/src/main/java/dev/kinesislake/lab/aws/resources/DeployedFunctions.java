package dev.kinesislake.lab.aws.resources;

import dev.kinesislake.lab.aws.lambda.FunctionLookup;
import dev.kinesislake.lab.aws.lambda.FunctionSpec;
import dev.kinesislake.lab.aws.lambda.Invoker;
import org.jspecify.annotations.Nullable;

/** The account's functions, for whoever invokes them by name. */
public record DeployedFunctions(Account account) implements FunctionLookup {

    @Override
    public String arn(String name) {
        return account.arn("lambda", "function:" + name);
    }

    @Override
    public @Nullable Invoker find(String arn) {
        var deployed = account.functionsByArn().get(arn);
        return deployed == null ? null : deployed.function();
    }

    @Override
    public @Nullable FunctionSpec spec(String arn) {
        var deployed = account.functionsByArn().get(arn);
        return deployed == null ? null : deployed.function().spec();
    }
}
