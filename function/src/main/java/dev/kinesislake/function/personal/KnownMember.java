package dev.kinesislake.function.personal;

import com.squareup.moshi.Json;
import dev.kinesislake.function.event.Event;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the event's types say of a member: in a list, of each element.
 *
 * @param kind of its values
 * @param members of an object, by name
 */
record KnownMember(Kind kind, Map<String, KnownMember> members) {

    /** Of a member's values. */
    enum Kind {
        TEXT,
        /** A number, a boolean or a time: its column has no room for a text. */
        TYPED,
        OBJECT,
        /** An object that may have any member. */
        MAP
    }

    KnownMember {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** The event. */
    static KnownMember event() {
        return of(Event.class);
    }

    static KnownMember of(Type type) {
        if (type instanceof ParameterizedType generic) {
            var raw = (Class<?>) generic.getRawType();
            return Collection.class.isAssignableFrom(raw)
                    ? of(generic.getActualTypeArguments()[0])
                    : new KnownMember(Kind.MAP, Map.of());
        }
        var plain = (Class<?>) type;
        if (!plain.isRecord()) {
            boolean map = Map.class.isAssignableFrom(plain) || Collection.class.isAssignableFrom(plain);
            return new KnownMember(map ? Kind.MAP : plain == String.class ? Kind.TEXT : Kind.TYPED, Map.of());
        }
        var members = new LinkedHashMap<String, KnownMember>();
        for (var component : plain.getRecordComponents()) {
            var json = component.getAnnotation(Json.class);
            members.put(json == null ? component.getName() : json.name(), of(component.getGenericType()));
        }
        return new KnownMember(Kind.OBJECT, members);
    }

    /** What is known at a path from here; empty where no type knows it. */
    Optional<KnownMember> at(MemberPath path) {
        var member = this;
        for (var name : path.names()) {
            if (member.kind == Kind.MAP) {
                return Optional.of(member);
            }
            var inside = member.members.get(name);
            if (inside == null) {
                return Optional.empty();
            }
            member = inside;
        }
        return Optional.of(member);
    }
}
