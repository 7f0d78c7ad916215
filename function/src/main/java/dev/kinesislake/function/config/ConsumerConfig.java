package dev.kinesislake.function.config;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * What the infrastructure tells the function. It writes itself to the function's environment, which the Pulumi program declares,
 * and reads itself from it, which the handler does when it starts.
 *
 * @param lakeBucket the bucket of the valid events
 * @param failedBucket the bucket of everything else
 * @param sections the only sections that are valid; where empty, all are
 * @param putParallelism how many objects are stored at the same time, {@value #MIN_PUT_PARALLELISM} to {@value #MAX_PUT_PARALLELISM}
 * @param personal what the lake keeps of people
 */
public record ConsumerConfig(
        String lakeBucket, String failedBucket, Set<String> sections, int putParallelism, PersonalConfig personal) {

    public static final int MIN_PUT_PARALLELISM = 1;
    public static final int MAX_PUT_PARALLELISM = 64;

    static final String LAKE_BUCKET = "LAKE_BUCKET";
    static final String FAILED_BUCKET = "FAILED_BUCKET";
    static final String SECTIONS = "SECTIONS";
    static final String PUT_PARALLELISM = "PUT_PARALLELISM";
    static final String PERSONAL = "PERSONAL";
    static final String UNKNOWN_MEMBERS = "UNKNOWN_MEMBERS";
    static final String FAILED_DATA = "FAILED_DATA";
    static final String PERSONAL_KEY_SECRET = "PERSONAL_KEY_SECRET";

    public ConsumerConfig {
        sections = Set.copyOf(sections);
    }

    /** One that keeps everything as it was sent. */
    public ConsumerConfig(String lakeBucket, String failedBucket, Set<String> sections, int putParallelism) {
        this(lakeBucket, failedBucket, sections, putParallelism, PersonalConfig.NONE);
    }

    /** The function's environment variables. */
    public Map<String, String> toEnvironment() {
        var environment = new TreeMap<>(Map.of(
                LAKE_BUCKET,
                lakeBucket,
                FAILED_BUCKET,
                failedBucket,
                SECTIONS,
                json(new TreeSet<>(sections)),
                PUT_PARALLELISM,
                Integer.toString(putParallelism),
                PERSONAL,
                json(personal.members()),
                UNKNOWN_MEMBERS,
                keepOrDrop(personal.dropsUnknownMembers()),
                FAILED_DATA,
                keepOrDrop(personal.dropsFailedData())));
        if (personal.needsKey()) {
            environment.put(PERSONAL_KEY_SECRET, personal.keySecret());
        }
        return environment;
    }

    private static String keepOrDrop(boolean drops) {
        return (drops ? Treatment.DROP : Treatment.KEEP).label();
    }

    private static String json(Map<String, Treatment> treatments) {
        var text = new Buffer();
        try (var json = JsonWriter.of(text)) {
            json.beginObject();
            for (var treatment : treatments.entrySet()) {
                json.name(treatment.getKey()).value(treatment.getValue().label());
            }
            json.endObject();
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
        return text.readUtf8();
    }

    private static String json(Iterable<String> strings) {
        var text = new Buffer();
        try (var json = JsonWriter.of(text)) {
            json.beginArray();
            for (var string : strings) {
                json.value(string);
            }
            json.endArray();
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
        return text.readUtf8();
    }

    /**
     * Reads what {@link #toEnvironment} wrote.
     *
     * @throws IllegalStateException if a variable is missing or wrong; its message names all of them
     */
    public static ConsumerConfig fromEnvironment(Map<String, String> environment) {
        var problems = new ArrayList<String>();
        var lakeBucket = required(environment, LAKE_BUCKET, problems);
        var failedBucket = required(environment, FAILED_BUCKET, problems);
        var sections = sections(environment.get(SECTIONS), problems);
        var putParallelism = putParallelism(environment.get(PUT_PARALLELISM), problems);
        var personal = personal(environment, problems);
        if (!problems.isEmpty()) {
            throw new IllegalStateException("environment variables: " + String.join("; ", problems));
        }
        return new ConsumerConfig(lakeBucket, failedBucket, sections, putParallelism, personal);
    }

    private static String required(Map<String, String> environment, String name, List<String> problems) {
        var value = environment.getOrDefault(name, "");
        if (value.isBlank()) {
            problems.add(name + " is not set");
        }
        return value;
    }

    private static Set<String> sections(@Nullable String json, List<String> problems) {
        try (var strings = JsonReader.of(new Buffer().writeUtf8(String.valueOf(json)))) {
            var sections = new HashSet<String>();
            strings.beginArray();
            while (strings.hasNext()) {
                sections.add(strings.nextString());
            }
            strings.endArray();
            if (strings.peek() == JsonReader.Token.END_DOCUMENT) {
                return sections;
            }
        } catch (IOException | JsonDataException wrong) {
            // reported below
        }
        problems.add(SECTIONS + " is " + json + ", allowed is a JSON array of strings");
        return Set.of();
    }

    private static PersonalConfig personal(Map<String, String> environment, List<String> problems) {
        var personal = new PersonalConfig(
                treatments(environment.get(PERSONAL), problems),
                drops(environment, UNKNOWN_MEMBERS, problems),
                drops(environment, FAILED_DATA, problems),
                "");
        return personal.needsKey()
                ? personal.withKeySecret(required(environment, PERSONAL_KEY_SECRET, problems))
                : personal;
    }

    private static Map<String, Treatment> treatments(@Nullable String json, List<String> problems) {
        try (var members = JsonReader.of(new Buffer().writeUtf8(String.valueOf(json)))) {
            var treatments = new HashMap<String, Treatment>();
            members.beginObject();
            while (members.hasNext()) {
                treatments.put(
                        members.nextName(), Treatment.of(members.nextString()).orElseThrow(JsonDataException::new));
            }
            members.endObject();
            if (members.peek() == JsonReader.Token.END_DOCUMENT) {
                return treatments;
            }
        } catch (IOException | JsonDataException wrong) {
            // reported below
        }
        problems.add(PERSONAL + " is " + json + ", allowed is a JSON object whose members are "
                + String.join(", ", Treatment.labels()));
        return Map.of();
    }

    private static boolean drops(Map<String, String> environment, String name, List<String> problems) {
        var value = String.valueOf(environment.get(name));
        if (!value.equals(keepOrDrop(true)) && !value.equals(keepOrDrop(false))) {
            problems.add(name + " is " + value + ", allowed is keep or drop");
        }
        return value.equals(keepOrDrop(true));
    }

    private static int putParallelism(@Nullable String digits, List<String> problems) {
        try {
            int parallelism = Integer.parseInt(String.valueOf(digits));
            if (parallelism >= MIN_PUT_PARALLELISM && parallelism <= MAX_PUT_PARALLELISM) {
                return parallelism;
            }
        } catch (NumberFormatException notANumber) {
            // reported below
        }
        problems.add(PUT_PARALLELISM + " is " + digits + ", allowed is " + MIN_PUT_PARALLELISM + " to "
                + MAX_PUT_PARALLELISM);
        return MIN_PUT_PARALLELISM;
    }
}
