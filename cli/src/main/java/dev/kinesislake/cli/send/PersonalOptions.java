package dev.kinesislake.cli.send;

import dev.kinesislake.cli.personal.KeyFile;
import dev.kinesislake.function.config.PersonalConfig;
import dev.kinesislake.function.config.Treatment;
import dev.kinesislake.function.personal.PersonalData;
import dev.kinesislake.function.personal.PersonalPaths;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What of an event says something about people, and what is sent of it. */
final class PersonalOptions {

    private static final String PERSONAL = "--personal";

    @Option(
            names = PERSONAL,
            paramLabel = "PATH=TREATMENT",
            description =
                    "What is sent of a member, such as payload.email_id=drop: keep, drop, mask or hash, as the stack's key "
                            + "personal has it. May be repeated.")
    private List<String> members = new ArrayList<>();

    @Option(
            names = "--drop-unknown",
            description = "Leave out the members that neither the event's types nor --personal name.")
    private boolean dropsUnknown;

    @Option(
            names = KeyFile.OPTION,
            paramLabel = "FILE",
            description =
                    "The value of the stack's secret with the key of the hashes: what is hashed here is what the stack would "
                            + "store.")
    private @Nullable Path key;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    boolean areGiven() {
        return dropsUnknown || !members.isEmpty();
    }

    /** Null where everything is sent as it is. */
    @Nullable PersonalData data() {
        var config = new PersonalConfig(treatments(), dropsUnknown, false, "");
        if (config.needsKey() == (key == null)) {
            throw refused(
                    key == null
                            ? KeyFile.OPTION + " is missing: a member is hashed"
                            : KeyFile.OPTION + " is " + key + ", but no member is hashed");
        }
        return PersonalData.of(
                config, key == null ? null : KeyFile.read(key, spec).hmac());
    }

    private Map<String, Treatment> treatments() {
        var treatments = new TreeMap<String, Treatment>();
        for (var member : members) {
            int equals = member.lastIndexOf('=');
            var treatment = Treatment.of(member.substring(equals + 1));
            if (equals < 1 || treatment.isEmpty()) {
                throw refused(PERSONAL + " is " + member + ", allowed is PATH= and one of "
                        + String.join(", ", Treatment.labels()));
            }
            if (treatments.put(member.substring(0, equals), treatment.get()) != null) {
                throw refused(PERSONAL + " has " + member.substring(0, equals) + " twice");
            }
        }
        for (var member : treatments.entrySet()) {
            PersonalPaths.problem(member.getKey(), treatments).ifPresent(allowed -> {
                throw refused(PERSONAL + " is " + member.getKey() + "="
                        + member.getValue().label() + ", allowed is " + allowed);
            });
        }
        return treatments;
    }

    private ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
