package dev.kinesislake.function.event;

import com.squareup.moshi.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A visit. The website sends nearly everything as strings, {@code "nan"} and {@code "False"} among them. */
public record Payload(
        @Nullable String userid,
        @Json(name = "email_id") @Nullable String emailId,
        @Nullable String contact,
        @Json(name = "session_time") @Nullable String sessionTime,
        @Json(name = "legacy_account") @Nullable String legacyAccount,
        @Json(name = "membership_status") @Nullable String membershipStatus,
        @Json(name = "is_cart_empty") @Nullable String isCartEmpty,
        @Json(name = "sys_type") @Nullable String sysType,
        @Nullable List<MenuItem> menuitem,
        @Nullable Text text) {}
