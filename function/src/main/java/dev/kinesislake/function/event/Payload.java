package dev.kinesislake.function.event;

import com.squareup.moshi.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A visit. The website sends nearly everything as strings, {@code "nan"} and {@code "False"} among them.
 *
 * <p>Each member is a column of the lake, of the member's type: {@code String}, {@code Integer}, {@code Long}, {@code Double},
 * {@code Boolean} or {@code Instant} (in ISO 8601); a list, a map or a record is a column of JSON text. To add a column, add a member
 * with the next free field id.
 */
public record Payload(
        @FieldId(8) @Nullable String userid,
        @FieldId(9) @Json(name = "email_id") @Nullable String emailId,
        @FieldId(10) @Nullable String contact,
        @FieldId(11) @Json(name = "session_time") @Nullable String sessionTime,

        @FieldId(12) @Json(name = "legacy_account") @Nullable String legacyAccount,

        @FieldId(13) @Json(name = "membership_status") @Nullable String membershipStatus,

        @FieldId(14) @Json(name = "is_cart_empty") @Nullable String isCartEmpty,
        @FieldId(15) @Json(name = "sys_type") @Nullable String sysType,
        @FieldId(16) @Nullable List<MenuItem> menuitem,
        @FieldId(17) @Nullable Text text) {}
