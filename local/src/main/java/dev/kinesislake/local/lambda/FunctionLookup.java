package dev.kinesislake.local.lambda;

import org.jspecify.annotations.Nullable;

/** Which functions there are. */
public interface FunctionLookup {

    /** The ARN that a function of this name has, whether or not there is one. */
    String arn(String name);

    /** The function of an ARN; null where there is none. */
    @Nullable Invoker find(String arn);
}
