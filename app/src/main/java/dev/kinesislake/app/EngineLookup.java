package dev.kinesislake.app;

import com.pulumi.Context;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.Types;
import dev.kinesislake.app.config.Lookup;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The configuration that Pulumi's engine hands to the program. */
final class EngineLookup implements Lookup {

    /** Where the engine puts all of it as one JSON object; the SDK asks for single keys only. */
    static final String ALL = "PULUMI_CONFIG";

    private final Context ctx;
    private final Set<String> keys;

    EngineLookup(Context ctx, @Nullable String all) {
        this.ctx = ctx;
        this.keys = keys(all);
    }

    @Override
    public Optional<String> get(String key) {
        var colon = key.indexOf(':');
        return ctx.config(key.substring(0, colon)).get(key.substring(colon + 1));
    }

    @Override
    public Set<String> keys() {
        return keys;
    }

    private static Set<String> keys(@Nullable String json) {
        var shape = Types.newParameterizedType(Map.class, String.class, Object.class);
        try {
            Map<String, Object> all = json == null
                    ? null
                    : new Moshi.Builder()
                            .build()
                            .<Map<String, Object>>adapter(shape)
                            .fromJson(json);
            return all == null ? Set.of() : Set.copyOf(all.keySet());
        } catch (IOException | RuntimeException notAsExpected) {
            // Only misspelt keys go unnoticed then.
            return Set.of();
        }
    }
}
