package dev.kinesislake.lab.aws.resources;

import dev.kinesislake.lab.aws.iam.Caller;
import dev.kinesislake.lab.aws.iam.Permissions;
import dev.kinesislake.lab.aws.lambda.Invoker;
import java.util.Optional;

/**
 * The function that an event source mapping invokes, with the role that both act as: whichever has the ARN at the moment, so that one
 * that was deleted and made again is found. While there is none, nothing is invoked, and no record's retries are used up.
 */
final class MappedFunction implements Invoker, Permissions {

    private final Account account;
    private final String mappingId;
    private final String declaredArn;
    private volatile DeployedFunction last;

    MappedFunction(Account account, String mappingId, String arn, DeployedFunction function) {
        this.account = account;
        this.mappingId = mappingId;
        this.declaredArn = arn;
        this.last = function;
    }

    @Override
    public Outcome invoke(byte[] event) throws InterruptedException {
        var function = current().orElseThrow(() -> new IllegalStateException("Function not found: " + arn()));
        return function.function().invoke(event);
    }

    /** What the role of the function may do, or of the last one that there was. */
    @Override
    public boolean allows(String action, String resource) {
        return current().orElse(last).role().allows(action, resource);
    }

    Caller caller() {
        return new Caller(current().orElse(last).role().arn(), this);
    }

    private Optional<DeployedFunction> current() {
        var function = account.functionsByArn().get(arn());
        if (function != null) {
            last = function;
        }
        return Optional.ofNullable(function);
    }

    private String arn() {
        var mapping = account.mappings().get(mappingId);
        return mapping == null ? declaredArn : mapping.spec().functionArn();
    }
}
