package dev.kinesislake.function.config;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the lake keeps of people.
 *
 * @param members what becomes of a member, by its path, such as {@code payload.email_id}
 * @param dropsUnknownMembers whether members that no type knows are dropped
 * @param dropsFailedData whether a failed row has its record's length and hash instead of its bytes
 * @param keySecret the secret in AWS Secrets Manager that has the key of the hashes; empty where nothing is hashed
 */
public record PersonalConfig(
        Map<String, Treatment> members, boolean dropsUnknownMembers, boolean dropsFailedData, String keySecret) {

    /** Keeps everything as it was sent. */
    public static final PersonalConfig NONE = new PersonalConfig(Map.of(), false, false, "");

    public PersonalConfig {
        members = Collections.unmodifiableMap(new TreeMap<>(members));
    }

    /** Whether anything is hashed. */
    public boolean needsKey() {
        return dropsFailedData || members.containsValue(Treatment.HASH);
    }

    /** Whether valid events are stored as they were sent. */
    public boolean keepsEvents() {
        return !dropsUnknownMembers && members.values().stream().allMatch(Treatment.KEEP::equals);
    }

    /** The same with the secret of a stack. */
    public PersonalConfig withKeySecret(String secret) {
        return new PersonalConfig(members, dropsUnknownMembers, dropsFailedData, secret);
    }
}
