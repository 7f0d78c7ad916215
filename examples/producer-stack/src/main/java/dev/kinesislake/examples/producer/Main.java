package dev.kinesislake.examples.producer;

import com.pulumi.Pulumi;

/** What Pulumi's language host runs. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        Pulumi.run(ctx -> ProducerStack.define(ctx, ctx.config().require("lakeStack")));
    }
}
