package dev.kinesislake.lab.aws.secrets;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The secrets of the account, by ARN. Their values are kept in a folder that only this user reads, so that hashes stay the same from one
 * run to the next. Safe for use by many threads.
 */
public final class Secrets {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<LinkedHashMap<String, String>> VERSIONS = new TypeReference<>() {};

    private final Path folder;
    private final Set<String> arns = ConcurrentHashMap.newKeySet();

    /** Those whose values are in a folder, which is made when there is one. */
    public Secrets(Path folder) {
        this.folder = folder;
    }

    /** Adds a secret; a value that an earlier run has put is its own. */
    public void add(String arn) {
        arns.add(arn);
    }

    /** Deletes a secret with its values. */
    public synchronized void delete(String arn) {
        arns.remove(arn);
        try {
            Files.deleteIfExists(file(arn));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A version of a secret's value. */
    record Version(String id, String value) {}

    /** The current version. */
    synchronized Version current(String arn) {
        var versions = versions(arn);
        Version last = null;
        for (var version : versions.entrySet()) {
            last = new Version(version.getKey(), version.getValue());
        }
        if (last == null) {
            throw SecretError.RESOURCE_NOT_FOUND.with(
                    "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT");
        }
        return last;
    }

    /** Puts a version, which is the current one then; the same one again changes nothing. */
    synchronized void put(String arn, String id, String value) {
        var versions = versions(arn);
        var there = versions.get(id);
        if (there != null && !there.equals(value)) {
            throw SecretError.RESOURCE_EXISTS.with(
                    "You can't use ClientRequestToken " + id + " because that value is already in use");
        }
        if (there == null) {
            versions.put(id, value);
            write(arn, versions);
        }
    }

    private Map<String, String> versions(String arn) {
        if (!arns.contains(arn)) {
            throw SecretError.RESOURCE_NOT_FOUND.with("Secrets Manager can't find the specified secret.");
        }
        var file = file(arn);
        try {
            return Files.exists(file) ? JSON.readValue(file.toFile(), VERSIONS) : new LinkedHashMap<>();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void write(String arn, Map<String, String> versions) {
        try {
            Files.createDirectories(folder);
            var onlyOwner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            var temporary = Files.createTempFile(folder, "secret", ".tmp", onlyOwner);
            JSON.writeValue(temporary.toFile(), versions);
            Files.move(temporary, file(arn), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Path file(String arn) {
        return folder.resolve(arn.replaceAll("^.*:secret:", "").replaceAll("[^A-Za-z0-9_-]", "_") + ".json");
    }
}
