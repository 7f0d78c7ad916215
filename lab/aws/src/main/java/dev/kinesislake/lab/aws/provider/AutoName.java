package dev.kinesislake.lab.aws.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.kinesislake.lab.aws.resources.Naming;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Names a resource that the program gives no name: the program's own name for it, a hyphen and seven hexadecimal digits out of the
 * engine's seed, which is another one for a replacement ("Resource names", auto-naming, in Pulumi's documentation). As with the AWS
 * package's own provider, {@code __defaults} says that a name came about so; such a name stays.
 */
final class AutoName {

    private static final String DEFAULTS = "__defaults";
    private static final int DIGITS = 7;

    private AutoName() {}

    /** Whether the inputs' name was made here. */
    static boolean isIn(Struct inputs, Naming naming) {
        return inputs.getFieldsOrDefault(DEFAULTS, Value.getDefaultInstance()).getListValue().getValuesList().stream()
                .anyMatch(property -> property.getStringValue().equals(naming.property()));
    }

    /**
     * The new inputs, with a name in any case.
     *
     * @param name in the program
     * @throws IllegalArgumentException if that is too long
     */
    static Struct fill(Naming naming, String name, ByteString seed, Struct olds, Struct news) {
        var given = news.getFieldsOrDefault(naming.property(), Value.getDefaultInstance());
        if (given.getKindCase() != Value.KindCase.KIND_NOT_SET && given.getKindCase() != Value.KindCase.NULL_VALUE) {
            return news;
        }
        var defaults = ListValue.newBuilder().addValues(Wire.text(naming.property()));
        return news.toBuilder()
                .putFields(
                        naming.property(),
                        isIn(olds, naming)
                                ? olds.getFieldsOrThrow(naming.property())
                                : Wire.text(made(naming, name, seed)))
                .putFields(DEFAULTS, Value.newBuilder().setListValue(defaults).build())
                .build();
    }

    private static String made(Naming naming, String name, ByteString seed) {
        var base = naming.base(name) + "-";
        if (base.length() + DIGITS > naming.maxLength()) {
            throw new IllegalArgumentException("the name " + name + " with a hyphen and " + DIGITS
                    + " digits behind it is longer than " + naming.maxLength()
                    + ", the most that AWS allows: give it a "
                    + naming.property());
        }
        return base
                + HexFormat.of()
                        .formatHex(DigestUtils.sha256(seed.isEmpty() ? name.getBytes(UTF_8) : seed.toByteArray()))
                        .substring(0, DIGITS);
    }
}
