package dev.kinesislake.cli.personal;

import dev.kinesislake.function.personal.PersonalKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A file with the value of a stack's secret. */
public final class KeyFile {

    /** The option that names one. */
    public static final String OPTION = "--personal-key";

    private KeyFile() {}

    /** Reads its keys. */
    public static PersonalKeys read(Path file, CommandSpec spec) {
        try {
            return PersonalKeys.ofSecret(Files.readString(file).strip());
        } catch (IOException | IllegalArgumentException wrong) {
            throw new ParameterException(
                    spec.commandLine(),
                    OPTION + " is " + file + ", which can't be used: "
                            + (wrong instanceof IOException ? "it can't be read" : wrong.getMessage()));
        }
    }
}
