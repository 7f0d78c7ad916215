package dev.kinesislake.lab.aws.lambda;

import org.jspecify.annotations.Nullable;

/** Which functions there are. */
public interface FunctionLookup {

    /** The ARN that a function of this name has, whether or not there is one. */
    String arn(String name);

    /** The function with an ARN; null where there is none. */
    @Nullable Invoker find(String arn);

    /** What it invokes is made from this; null where there is none. */
    @Nullable FunctionSpec spec(String arn);
}
