package dev.kinesislake.lab.readers;

import com.squareup.moshi.Json;
import dev.kinesislake.function.event.FieldId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Payloads other than the website's. */
final class Payloads {

    private Payloads() {}

    /** A member of each type. */
    record Wide(
            @FieldId(101) @Nullable Integer clicks,
            @FieldId(102) @Nullable Long bytes,
            @FieldId(103) @Nullable Double price,
            @FieldId(104) @Nullable Boolean mobile,
            @FieldId(105) @Json(name = "seen_at") @Nullable Instant seenAt,
            @FieldId(106) @Nullable List<String> pages,
            @FieldId(107) @Nullable Map<String, String> tags,
            @FieldId(8) @Nullable String userid,

            @FieldId(13) @Json(name = "membership_status") @Nullable String membershipStatus) {}

    /** The website's at some time. */
    record Former(
            @FieldId(8) @Nullable String userid,
            @FieldId(9) @Json(name = "email_id") @Nullable String emailId,
            @FieldId(15) @Json(name = "sys_type") @Nullable String sysType) {}

    /** With a member more. */
    record More(
            @FieldId(8) @Nullable String userid,
            @FieldId(9) @Json(name = "email_id") @Nullable String emailId,
            @FieldId(108) @Nullable Integer visits,
            @FieldId(15) @Json(name = "sys_type") @Nullable String sysType) {}

    /** With a member less. */
    record Less(
            @FieldId(8) @Nullable String userid,
            @FieldId(15) @Json(name = "sys_type") @Nullable String sysType) {}
}
