package dev.kinesislake.lab.aws.provider;

import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.kinesislake.lab.aws.resources.Archive;
import dev.kinesislake.lab.aws.resources.Asset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Property values as they go over the wire: JSON's, and what the engine marks by a signature in an object (Pulumi's developer
 * documentation, "Wire encoding of property values").
 */
final class Wire {

    private static final String SIGNATURE = "4dabf18193072939515e22adb298388d";
    private static final String SECRET = "1b47061264138c4ac30d75fd1eb44270";
    private static final String OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
    private static final String ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7";
    private static final String ASSET = "c44067f5952c0a294b673a41bacd8c17";
    private static final String UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    /** Begins the names of what the engine and providers keep next to a resource's properties. */
    private static final String INTERNAL = "__";

    static final Value UNKNOWN = Value.newBuilder().setStringValue(UNKNOWN_TEXT).build();

    private Wire() {}

    static boolean isInternal(String property) {
        return property.startsWith(INTERNAL);
    }

    /** The properties by their names, secrets among them in the clear; without internal ones and nulls. */
    static Map<String, Object> decode(Struct properties) {
        var decoded = new TreeMap<String, Object>();
        properties.getFieldsMap().forEach((name, value) -> {
            var known = isInternal(name) ? null : decode(value);
            if (known != null) {
                decoded.put(name, known);
            }
        });
        return decoded;
    }

    private static @Nullable Object decode(Value value) {
        return switch (value.getKindCase()) {
            case NULL_VALUE, KIND_NOT_SET -> null;
            case BOOL_VALUE -> value.getBoolValue();
            case NUMBER_VALUE -> value.getNumberValue();
            case STRING_VALUE -> value.getStringValue().equals(UNKNOWN_TEXT) ? Unknown.VALUE : value.getStringValue();
            case LIST_VALUE -> decode(value.getListValue());
            case STRUCT_VALUE -> decodeObject(value.getStructValue());
        };
    }

    private static List<Object> decode(ListValue list) {
        var decoded = new ArrayList<>();
        for (var item : list.getValuesList()) {
            var known = decode(item);
            if (known != null) {
                decoded.add(known);
            }
        }
        return List.copyOf(decoded);
    }

    private static @Nullable Object decodeObject(Struct object) {
        return switch (signature(object)) {
            case "" -> decode(object);
            case SECRET -> decode(object.getFieldsOrDefault("value", Value.getDefaultInstance()));
            case OUTPUT -> object.containsFields("value") ? decode(object.getFieldsOrThrow("value")) : Unknown.VALUE;
            case ARCHIVE -> archive(object);
            case ASSET -> new Asset(text(object, "hash"), text(object, "path"));
            default ->
                throw new IllegalArgumentException("a value with the signature " + signature(object)
                        + ": allowed are secrets, files and archives of folders");
        };
    }

    /** A folder, a map of folders, or the hash alone: the engine leaves the rest out of what exists already. */
    private static Archive archive(Struct archive) {
        var folders = new TreeMap<String, String>();
        if (archive.containsFields("path")) {
            folders.put(".", text(archive, "path"));
        }
        archive.getFieldsOrDefault("assets", Value.getDefaultInstance())
                .getStructValue()
                .getFieldsMap()
                .forEach((path, part) -> {
                    var folder = part.getStructValue();
                    if (!signature(folder).equals(ARCHIVE) || !folder.containsFields("path")) {
                        throw new IllegalArgumentException(
                                "the part " + path + " of an archive: allowed here are folders");
                    }
                    folders.put(path, text(folder, "path"));
                });
        return new Archive(text(archive, "hash"), folders);
    }

    /** Whether a value, or anything in it, is a secret. */
    static boolean isSecret(Value value) {
        return switch (value.getKindCase()) {
            case LIST_VALUE -> value.getListValue().getValuesList().stream().anyMatch(Wire::isSecret);
            case STRUCT_VALUE ->
                signature(value.getStructValue()).equals(SECRET)
                        || value.getStructValue().getFieldsMap().values().stream()
                                .anyMatch(Wire::isSecret);
            case NULL_VALUE, BOOL_VALUE, NUMBER_VALUE, STRING_VALUE, KIND_NOT_SET -> false;
        };
    }

    static Value secret(Value value) {
        return object(Struct.newBuilder()
                .putFields(SIGNATURE, text(SECRET))
                .putFields("value", value)
                .build());
    }

    static Value encode(Object value) {
        var encoded = Value.newBuilder();
        if (value instanceof Boolean flag) {
            encoded.setBoolValue(flag);
        } else if (value instanceof Number number) {
            encoded.setNumberValue(number.doubleValue());
        } else if (value instanceof Archive archive) {
            encoded.setStructValue(encode(archive));
        } else if (value instanceof Asset asset) {
            encoded.setStructValue(Struct.newBuilder()
                    .putFields(SIGNATURE, text(ASSET))
                    .putFields("hash", text(asset.hash()))
                    .putFields("path", text(asset.path())));
        } else if (value instanceof List<?> list) {
            var items = ListValue.newBuilder();
            list.forEach(item -> items.addValues(encode(item)));
            encoded.setListValue(items);
        } else if (value instanceof Map<?, ?> object) {
            encoded.setStructValue(encode(object));
        } else {
            encoded.setStringValue(String.valueOf(value));
        }
        return encoded.build();
    }

    private static Struct encode(Map<?, ?> object) {
        var encoded = Struct.newBuilder();
        object.forEach((name, member) -> encoded.putFields(String.valueOf(name), encode(member)));
        return encoded.build();
    }

    private static Struct encode(Archive archive) {
        var parts = Struct.newBuilder();
        archive.folders()
                .forEach((path, folder) -> parts.putFields(
                        path,
                        object(Struct.newBuilder()
                                .putFields(SIGNATURE, text(ARCHIVE))
                                .putFields("path", text(folder))
                                .build())));
        return Struct.newBuilder()
                .putFields(SIGNATURE, text(ARCHIVE))
                .putFields("hash", text(archive.hash()))
                .putFields("assets", object(parts.build()))
                .build();
    }

    static Value text(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }

    private static Value object(Struct object) {
        return Value.newBuilder().setStructValue(object).build();
    }

    private static String signature(Struct object) {
        return text(object, SIGNATURE);
    }

    private static String text(Struct object, String name) {
        return object.getFieldsOrDefault(name, Value.getDefaultInstance()).getStringValue();
    }
}
