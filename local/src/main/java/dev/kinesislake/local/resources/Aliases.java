package dev.kinesislake.local.resources;

import org.jspecify.annotations.Nullable;

/**
 * {@code aws:lambda/alias:Alias}: a name that points to a version of a function, or to the function as it is. Its id is its ARN. Only
 * versions that an alias points to keep their environments warm.
 */
final class Aliases implements ResourceType {

    private static final Shape SHAPE =
            Shape.named(Naming.upTo(128), "arn", "invokeArn").replacedBy("functionName");

    private final Account account;

    Aliases(Account account) {
        this.account = account;
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public Made create(Inputs inputs) {
        var name = account.nameOf(inputs, "name");
        var arn = account.functionArn(inputs.requiredText("functionName")) + ":" + name;
        if (account.aliasesByArn().containsKey(arn)) {
            throw new ResourceException(inputs, "ResourceConflictException: there is an alias " + arn + " already");
        }
        return point(arn, inputs).withInput("name", name);
    }

    @Override
    public Made update(Made current, Inputs inputs) {
        return point(current.id(), inputs);
    }

    @Override
    public void delete(String id, Inputs inputs) {
        var target = account.aliasesByArn().remove(id);
        if (target != null) {
            keepWarm(target);
        }
    }

    @Override
    public @Nullable Made refreshed(Made made) {
        return account.aliasesByArn().containsKey(made.id()) ? made : null;
    }

    private Made point(String arn, Inputs inputs) {
        if (inputs.all().containsKey("routingConfig")) {
            throw new ResourceException(
                    inputs, "routingConfig is set, but an alias points to one version here: leave it out");
        }
        var function = account.functionArn(inputs.requiredText("functionName"));
        var version = inputs.requiredText("functionVersion");
        var target = version.equals("$LATEST") ? function : function + ":" + version;
        if (account.invokedBy(target) == null) {
            throw new ResourceException(inputs, "ResourceNotFoundException: Function not found: " + target);
        }
        var before = account.aliasesByArn().put(arn, target);
        keepWarm(target);
        if (before != null && !before.equals(target)) {
            keepWarm(before);
        }
        return Made.of(arn, inputs)
                .with("arn", arn)
                .with(
                        "invokeArn",
                        "arn:aws:apigateway:" + account.region() + ":lambda:path/2015-03-31/functions/" + arn
                                + "/invocations");
    }

    private void keepWarm(String target) {
        var version = account.versionsByArn().get(target);
        if (version != null) {
            version.function().keepWarm(account.aliasesByArn().containsValue(target));
        }
    }
}
