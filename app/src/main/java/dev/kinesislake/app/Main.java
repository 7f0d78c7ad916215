package dev.kinesislake.app;

import com.pulumi.Pulumi;

/** What Pulumi's language host runs. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        Pulumi.run(LakeStack::deploy);
    }
}
