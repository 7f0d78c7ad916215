package dev.kinesislake.lab.aws.resources;

import dev.kinesislake.lab.aws.http.ErrorLog;
import dev.kinesislake.lab.aws.scheduler.Rate;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code aws:scheduler/schedule:Schedule}: at a rate, invokes a function with the schedule's role. Its id has its group. A function's failure is
 * in the function's log alone, and nothing is tried again.
 */
final class Schedules implements ResourceType {

    static final String TYPE = "aws:scheduler/schedule:Schedule";

    private static final ErrorLog LOG = ErrorLog.of(Schedules.class);

    private static final Shape SHAPE = Shape.named(Naming.upTo(64), "arn").replacedBy("namePrefix", "groupName");

    private final Account account;

    Schedules(Account account) {
        this.account = account;
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public Made create(Inputs inputs) {
        var name = account.nameOf(inputs, "name");
        if (account.existing().find(TYPE, id(name, inputs)) != null) {
            throw new ResourceException(inputs, "ConflictException: there is a schedule " + name + " already");
        }
        return made(name, inputs);
    }

    @Override
    public Made update(Made current, Inputs inputs) {
        return made(current.id().substring(current.id().indexOf('/') + 1), inputs);
    }

    @Override
    public void delete(String id, Inputs inputs) {
        account.scheduler().remove(id);
    }

    private Made made(String name, Inputs inputs) {
        inputs.object("flexibleTimeWindow").requiredText("mode");
        var target = inputs.object("target");
        var function = target.requiredText("arn");
        var role = account.role(inputs, target.requiredText("roleArn"));
        if (!account.functionsByArn().containsKey(function)) {
            throw new ResourceException(
                    inputs, "the target is " + function + ", allowed here is a function that exists");
        }
        var event = target.text("input").orElse("{}").getBytes(StandardCharsets.UTF_8);
        var id = id(name, inputs);
        if (inputs.text("state").orElse("ENABLED").equals("ENABLED")) {
            account.scheduler().put(id, Rate.of(inputs.requiredText("scheduleExpression")), () -> {
                var deployed = account.functionsByArn().get(function);
                if (deployed == null || !role.allows("lambda:InvokeFunction", function, Map.of())) {
                    LOG.error(
                            "the schedule " + name + " can't invoke " + function,
                            new IllegalStateException(
                                    deployed == null ? "there is no such function" : "its role isn't allowed to"));
                    return;
                }
                deployed.function().invoke(event);
            });
        } else {
            account.scheduler().remove(id);
        }
        return Made.of(id, inputs).withInput("name", name).with("arn", account.arn("scheduler", "schedule/" + id));
    }

    private static String id(String name, Inputs inputs) {
        return inputs.text("groupName").orElse("default") + "/" + name;
    }

    @Override
    public @Nullable Made refreshed(Made made) {
        return made;
    }
}
