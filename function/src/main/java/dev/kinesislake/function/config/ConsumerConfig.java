package dev.kinesislake.function.config;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
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
 */
public record ConsumerConfig(String lakeBucket, String failedBucket, Set<String> sections, int putParallelism) {

    public static final int MIN_PUT_PARALLELISM = 1;
    public static final int MAX_PUT_PARALLELISM = 64;

    static final String LAKE_BUCKET = "LAKE_BUCKET";
    static final String FAILED_BUCKET = "FAILED_BUCKET";
    static final String SECTIONS = "SECTIONS";
    static final String PUT_PARALLELISM = "PUT_PARALLELISM";

    public ConsumerConfig {
        sections = Set.copyOf(sections);
    }

    /** The function's environment variables. */
    public Map<String, String> toEnvironment() {
        return new TreeMap<>(Map.of(
                LAKE_BUCKET,
                lakeBucket,
                FAILED_BUCKET,
                failedBucket,
                SECTIONS,
                json(new TreeSet<>(sections)),
                PUT_PARALLELISM,
                Integer.toString(putParallelism)));
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
        if (!problems.isEmpty()) {
            throw new IllegalStateException("environment variables: " + String.join("; ", problems));
        }
        return new ConsumerConfig(lakeBucket, failedBucket, sections, putParallelism);
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
