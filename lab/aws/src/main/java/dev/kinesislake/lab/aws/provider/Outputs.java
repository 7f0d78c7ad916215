package dev.kinesislake.lab.aws.provider;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.kinesislake.lab.aws.resources.Made;
import dev.kinesislake.lab.aws.resources.Shape;
import java.util.Map;

/** What the engine is told of a resource: what came as a secret goes back as one. */
final class Outputs {

    private static final String TAGS = "tags";
    private static final String ALL_TAGS = "tagsAll";

    private Outputs() {}

    /** A resource that was made or changed: its inputs as they came, and what AWS adds. */
    static Struct of(Struct inputs, Map<String, Object> added) {
        var outputs = Struct.newBuilder();
        inputs.getFieldsMap().forEach((name, value) -> {
            if (!Wire.isInternal(name)) {
                outputs.putFields(name, value);
            }
        });
        added.forEach((name, value) -> outputs.putFields(name, Wire.encode(value)));
        return secretTags(outputs).build();
    }

    /** A resource that a preview would make: what AWS adds is unknown, but for the tags. */
    static Struct previewed(Struct inputs, Shape shape) {
        var outputs = of(inputs, Map.of()).toBuilder();
        shape.computed().forEach(name -> outputs.putFields(name, Wire.UNKNOWN));
        return tagged(outputs, shape).build();
    }

    /** A resource that a preview would change: what the change may touch is unknown. */
    static Struct previewed(Struct before, Struct inputs, Shape shape) {
        var outputs = of(inputs, Map.of()).toBuilder();
        shape.computed().forEach(name -> {
            var known = before.getFieldsOrDefault(name, Wire.UNKNOWN);
            outputs.putFields(name, shape.changing().contains(name) ? Wire.UNKNOWN : known);
        });
        return tagged(outputs, shape).build();
    }

    /**
     * A resource's inputs as they are now: as they came, where that is what they still are.
     *
     * @param before the inputs that the engine knows
     */
    static Struct inputs(Made made, Struct before) {
        var known = Wire.decode(before);
        var inputs = Struct.newBuilder();
        before.getFieldsMap().forEach((name, value) -> {
            if (Wire.isInternal(name)) {
                inputs.putFields(name, value);
            }
        });
        made.inputs().forEach((name, value) -> {
            var old = before.getFieldsOrDefault(name, Value.getDefaultInstance());
            var now = value.equals(known.get(name)) ? old : Wire.encode(value);
            inputs.putFields(name, Wire.isSecret(old) && !Wire.isSecret(now) ? Wire.secret(now) : now);
        });
        return inputs.build();
    }

    private static Struct.Builder tagged(Struct.Builder outputs, Shape shape) {
        if (shape.computed().contains(ALL_TAGS)) {
            outputs.putFields(ALL_TAGS, outputs.getFieldsOrDefault(TAGS, Wire.encode(Map.of())));
        }
        return outputs;
    }

    private static Struct.Builder secretTags(Struct.Builder outputs) {
        var tags = outputs.getFieldsOrDefault(TAGS, Value.getDefaultInstance());
        if (outputs.containsFields(ALL_TAGS) && Wire.isSecret(tags)) {
            outputs.putFields(ALL_TAGS, tags);
        }
        return outputs;
    }
}
