package dev.kinesislake.redrive.fix;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.path.Path;

/** jq's own functions, which end when their thread is interrupted: each call and each value that one of them makes asks. */
final class StoppableJq {

    private StoppableJq() {}

    /** An expression can catch jq's exceptions, but not this one. */
    static final class StoppedException extends RuntimeException {}

    static Scope scope() {
        var scope = Scope.newEmptyScope();
        BuiltinFunctionLoader.getInstance().loadFunctions(Versions.JQ_1_6, scope);
        Map.copyOf(scope.getLocalFunctions()).forEach((name, function) -> scope.addFunction(name, stoppable(function)));
        return scope;
    }

    private static Function stoppable(Function function) {
        return new Function() {
            @Override
            public void apply(
                    Scope scope, List<Expression> arguments, JsonNode in, Path path, PathOutput output, Version version)
                    throws JsonQueryException {
                ask();
                function.apply(
                        scope,
                        arguments,
                        in,
                        path,
                        (value, at) -> {
                            ask();
                            output.emit(value, at);
                        },
                        version);
            }
        };
    }

    private static void ask() {
        if (Thread.currentThread().isInterrupted()) {
            throw new StoppedException();
        }
    }
}
