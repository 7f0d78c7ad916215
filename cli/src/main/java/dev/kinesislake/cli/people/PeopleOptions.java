package dev.kinesislake.cli.people;

import dev.kinesislake.cli.personal.KeyFile;
import dev.kinesislake.erase.people.People;
import dev.kinesislake.function.personal.MemberPath;
import dev.kinesislake.function.personal.PersonalKeys;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Who is meant. */
final class PeopleOptions {

    private static final MemberPath USER = new MemberPath(List.of("payload", "userid"));

    private static final String FORM = "<path>=<text>, such as payload.email_id=anna@example.com";

    @Spec(Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--user",
            paramLabel = "TEXT",
            description = "Whose payload.userid is this text. Can be given more than once, as all of these options.")
    private List<String> users = new ArrayList<>();

    @Option(
            names = "--member",
            paramLabel = "PATH=TEXT",
            description = "Who has this text at this path, such as payload.email_id=anna@example.com.")
    private List<String> members = new ArrayList<>();

    @Option(
            names = "--people",
            paramLabel = "FILE",
            description = "A file with a PATH=TEXT on each line, UTF-8; empty lines are left out.")
    private @Nullable Path file;

    @Option(
            names = KeyFile.OPTION,
            paramLabel = "FILE",
            description =
                    "The value of a secret that the stack has no more: rows with hashes by its keys are found, too.")
    private @Nullable Path key;

    /** Keys that the stack has no more; empty where none are given. */
    Optional<PersonalKeys> keys() {
        return Optional.ofNullable(key).map(file -> KeyFile.read(file, Objects.requireNonNull(spec)));
    }

    /** Those that the options name, at least one. */
    People people() {
        var people = new ArrayList<People>();
        users.forEach(user -> people.add(People.of(USER, text("--user", user, user))));
        members.forEach(member -> people.add(parsed("--member", member)));
        if (file != null) {
            people.add(ofFile(file));
        }
        if (people.isEmpty()) {
            throw refused("nobody is named, allowed are --user, --member and --people");
        }
        return People.of(people);
    }

    private People ofFile(Path from) {
        List<String> lines;
        try {
            // Some editors begin a file with a byte order mark.
            lines = Files.readString(from).replaceFirst("^\uFEFF", "").lines().toList();
        } catch (CharacterCodingException another) {
            throw refused("--people: the file " + from + " can't be read, allowed is UTF-8");
        } catch (NoSuchFileException missing) {
            throw refused("--people: there is no file " + from);
        } catch (IOException unreadable) {
            throw refused("--people: the file " + from + " can't be read: " + unreadable.getMessage());
        }
        var people = new ArrayList<People>();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                people.add(parsed("--people: line " + (i + 1) + " of " + from, lines.get(i)));
            }
        }
        if (people.isEmpty()) {
            throw refused("--people: the file " + from + " names nobody");
        }
        return People.of(people);
    }

    private People parsed(String what, String member) {
        int equals = member.indexOf('=');
        var path = equals < 0 ? Optional.<MemberPath>empty() : MemberPath.parse(member.substring(0, equals));
        if (path.isEmpty() || path.get().names().size() < 2) {
            throw refused(what + " is " + member + ", allowed is " + FORM);
        }
        return People.of(path.get(), text(what, member.substring(equals + 1), member));
    }

    /** Nobody is known by no text; everybody who has none would be found. */
    private String text(String what, String text, String whole) {
        if (text.isBlank()) {
            throw refused(what + " is " + whole + ", allowed is a text that isn't blank");
        }
        return text;
    }

    private ParameterException refused(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
