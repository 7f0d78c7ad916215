package dev.kinesislake.local.resources;

import dev.kinesislake.local.lambda.FunctionLookup;
import dev.kinesislake.local.lambda.FunctionSpec;
import dev.kinesislake.local.lambda.Invoker;
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
