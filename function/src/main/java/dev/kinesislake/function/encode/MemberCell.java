package dev.kinesislake.function.encode;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kinesislake.function.decode.JsonText;
import dev.kinesislake.function.decode.JsonText.Kind;
import dev.kinesislake.function.encode.parquet.ColumnValues;
import dev.kinesislake.function.event.Member;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;

/** A member's value in a column of its type: null where it doesn't fit. */
final class MemberCell {

    /** The longest spelling that is parsed as a whole number: a million digits would take seconds, and fit no column. */
    private static final int MAX_WHOLE_NUMBER_LENGTH = 64;

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;

    private MemberCell() {}

    static void add(Member.Type type, JsonText value, ColumnValues to) {
        switch (type) {
            case STRING -> addText(value, to);
            case INTEGER -> addInteger(value, to);
            case LONG -> addLong(value, to);
            case DOUBLE -> addDouble(value, to);
            case BOOLEAN -> addBoolean(value, to);
            case INSTANT -> addInstant(value, to);
            case JSON -> addJson(value, to);
        }
    }

    /** The characters that a string stands for. */
    static void addString(JsonText string, ColumnValues to) {
        if (string.hasEscapes()) {
            var text = string.asString().getBytes(UTF_8);
            to.add(text, 0, text.length);
        } else {
            to.add(string.bytes(), string.start() + 1, string.length() - 2);
        }
    }

    private static void addText(JsonText value, ColumnValues to) {
        switch (value.kind()) {
            case STRING -> addString(value, to);
            case NUMBER, BOOLEAN -> to.add(value.bytes(), value.start(), value.length());
            case OBJECT, ARRAY, NULL -> to.addNull();
        }
    }

    private static void addInteger(JsonText value, ColumnValues to) {
        try {
            to.add(wholeNumber(value).intValueExact());
        } catch (ArithmeticException | NumberFormatException doesNotFit) {
            to.addNull();
        }
    }

    private static void addLong(JsonText value, ColumnValues to) {
        try {
            to.add(wholeNumber(value).longValueExact());
        } catch (ArithmeticException | NumberFormatException doesNotFit) {
            to.addNull();
        }
    }

    private static BigDecimal wholeNumber(JsonText value) {
        if (value.kind() != Kind.NUMBER || value.length() > MAX_WHOLE_NUMBER_LENGTH) {
            throw new NumberFormatException();
        }
        return new BigDecimal(value.toString());
    }

    private static void addDouble(JsonText value, ColumnValues to) {
        double number = value.kind() == Kind.NUMBER ? Double.parseDouble(value.toString()) : Double.NaN;
        if (Double.isFinite(number)) {
            to.add(number);
        } else {
            to.addNull();
        }
    }

    private static void addBoolean(JsonText value, ColumnValues to) {
        if (value.kind() == Kind.BOOLEAN) {
            to.add(value.bytes()[value.start()] == 't');
        } else {
            to.addNull();
        }
    }

    private static void addInstant(JsonText value, ColumnValues to) {
        if (value.kind() != Kind.STRING) {
            to.addNull();
            return;
        }
        try {
            var instant = OffsetDateTime.parse(value.asString()).toInstant();
            long micros = Math.multiplyExact(instant.getEpochSecond(), MICROS_PER_SECOND);
            to.add(Math.addExact(micros, instant.getNano() / NANOS_PER_MICRO));
        } catch (DateTimeException | ArithmeticException doesNotFit) {
            to.addNull();
        }
    }

    private static void addJson(JsonText value, ColumnValues to) {
        if (value.kind() == Kind.NULL) {
            to.addNull();
        } else {
            to.add(value.bytes(), value.start(), value.length());
        }
    }
}
