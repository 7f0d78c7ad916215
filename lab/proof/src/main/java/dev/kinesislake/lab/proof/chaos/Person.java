package dev.kinesislake.lab.proof.chaos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.erase.people.People;
import dev.kinesislake.function.personal.MemberPath;
import dev.kinesislake.lab.proof.events.SentEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Somebody whom some events are about, by a user id or an e-mail address that nobody else has. */
enum Person {
    ANNA(0),
    BERT(1),
    CARLA(2);

    private static final MemberPath USERID = MemberPath.parse("payload.userid").orElseThrow();
    private static final MemberPath EMAIL = MemberPath.parse("payload.email_id").orElseThrow();

    private final int number;

    Person(int number) {
        this.number = number;
    }

    /** Who has a number. */
    static Person of(int number) {
        return List.of(ANNA, BERT, CARLA).get(number);
    }

    int number() {
        return number;
    }

    String userid() {
        return "visitor-" + number;
    }

    private String email() {
        return "visitor." + number + "@example.com";
    }

    /** As somebody who erases knows the person. */
    People people() {
        return new People(Map.of(USERID, Set.of(userid()), EMAIL, Set.of(email())));
    }

    /** Whether a text has anything by which the person is known. */
    boolean isIn(String text) {
        return text.contains(userid()) || text.contains(email());
    }

    /** The person's event in the place of another one: of the same section or reason, or that one where it has no member to tell. */
    SentEvent insteadOf(SentEvent event, int index) {
        var compact = event.compact();
        var section = event.section();
        if (compact != null && section != null) {
            var own = compact;
            if (index % 3 != 1) {
                own = own.replaceFirst("\"userid\":\"[^\"]*\"", "\"userid\":\"" + userid() + "\"");
            }
            if (index % 3 != 0) {
                own = own.replaceFirst("\"email_id\":\"[^\"]*\"", "\"email_id\":\"" + email() + "\"");
            }
            return SentEvent.valid(partitionKey(event, index), own.getBytes(UTF_8), section, own);
        }
        var data = new String(event.data(), ISO_8859_1)
                .replaceFirst("\"userid\": \"[^\"]*\"", "\"userid\": \"" + userid() + "\"")
                .getBytes(ISO_8859_1);
        return new SentEvent(partitionKey(event, index), data, null, null, event.reason());
    }

    private String partitionKey(SentEvent event, int index) {
        return index % 2 == 0 ? userid() : event.partitionKey();
    }
}
