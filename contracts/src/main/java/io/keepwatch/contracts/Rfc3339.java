package io.keepwatch.contracts;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** RFC 3339 timestamps with an offset; an offset is required because a time without one names no instant. */
public final class Rfc3339 {
    private static final String DAY = "2026-02-15";
    private static final String EXAMPLE = "2026-02-15T09:00:00Z";
    private static final int SHORTEST = EXAMPLE.length();
    private static final int FRACTION_AT = "2026-02-15T09:00:00".length();
    private static final int NANO_DIGITS = 9;

    /** Years of four digits, without a sign. */
    private static final long EARLIEST_FAST =
            Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();

    private static final long LATEST_FAST =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private Rfc3339() {}

    /**
     * Reads a timestamp; upper- and lower-case {@code T} and {@code Z} and a space for {@code T} are accepted, digits of
     * the fraction beyond nanoseconds are dropped.
     *
     * @throws MalformedMessageException if it is not an RFC 3339 time with an offset; the reason names {@code field}
     */
    public static Instant parse(String text, String field) throws MalformedMessageException {
        try {
            if (text.length() < SHORTEST
                    || text.charAt(4) != '-'
                    || text.charAt(7) != '-'
                    || "Tt ".indexOf(text.charAt(10)) < 0
                    || text.charAt(13) != ':'
                    || text.charAt(16) != ':') {
                throw malformed(field);
            }
            int at = FRACTION_AT;
            int nanos = 0;
            if (text.charAt(at) == '.') {
                int digits = 0;
                for (at++; at < text.length() && isDigit(text.charAt(at)); at++) {
                    if (digits < NANO_DIGITS) {
                        nanos = nanos * 10 + (text.charAt(at) - '0');
                        digits++;
                    }
                }
                if (text.charAt(at - 1) == '.') {
                    throw malformed(field);
                }
                for (; digits < NANO_DIGITS; digits++) {
                    nanos *= 10;
                }
            }
            LocalDateTime local = LocalDateTime.of(
                    digits(text, 0, 4, field),
                    digits(text, 5, 2, field),
                    digits(text, 8, 2, field),
                    digits(text, 11, 2, field),
                    digits(text, 14, 2, field),
                    digits(text, 17, 2, field),
                    nanos);
            return local.toInstant(offset(text, at, field));
        } catch (DateTimeException | IndexOutOfBoundsException e) {
            throw malformed(field);
        }
    }

    /**
     * Reads where a stretch of time begins or ends: a timestamp, or a day, which stands for its beginning in UTC.
     *
     * @throws MalformedMessageException if it is neither; the reason names {@code field}
     */
    public static Instant parseBound(String text, String field) throws MalformedMessageException {
        try {
            return text.length() == DAY.length()
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : parse(text, field);
        } catch (DateTimeException | MalformedMessageException e) {
            throw new MalformedMessageException(
                    "%s: expected a day (of UTC) such as %s, or a time with its offset such as %s"
                            .formatted(field, DAY, EXAMPLE));
        }
    }

    /** Writes a timestamp in UTC, exactly as {@link Instant#toString()} does, several times as fast. */
    public static String format(Instant time) {
        long second = time.getEpochSecond();
        if (second < EARLIEST_FAST || second >= LATEST_FAST) {
            return time.toString();
        }
        LocalDateTime utc = LocalDateTime.ofEpochSecond(second, time.getNano(), ZoneOffset.UTC);
        byte[] text = new byte[SHORTEST + 1 + NANO_DIGITS];
        put(text, 0, utc.getYear(), 4);
        text[4] = '-';
        put(text, 5, utc.getMonthValue(), 2);
        text[7] = '-';
        put(text, 8, utc.getDayOfMonth(), 2);
        text[10] = 'T';
        put(text, 11, utc.getHour(), 2);
        text[13] = ':';
        put(text, 14, utc.getMinute(), 2);
        text[16] = ':';
        put(text, 17, utc.getSecond(), 2);
        int at = FRACTION_AT;
        int fraction = utc.getNano();
        if (fraction != 0) {
            int digits = NANO_DIGITS;
            while (fraction % 1_000 == 0) {
                fraction /= 1_000;
                digits -= 3;
            }
            text[at] = '.';
            put(text, at + 1, fraction, digits);
            at += 1 + digits;
        }
        text[at] = 'Z';
        return new String(text, 0, at + 1, StandardCharsets.ISO_8859_1);
    }

    private static void put(byte[] text, int at, int number, int digits) {
        int rest = number;
        for (int i = at + digits - 1; i >= at; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private static ZoneOffset offset(String text, int at, String field) throws MalformedMessageException {
        if (at >= text.length()) {
            throw malformed(field);
        }
        char sign = text.charAt(at);
        if (sign == 'Z' || sign == 'z') {
            if (text.length() != at + 1) {
                throw malformed(field);
            }
            return ZoneOffset.UTC;
        }
        if ((sign != '+' && sign != '-') || text.length() != at + 6 || text.charAt(at + 3) != ':') {
            throw malformed(field);
        }
        int hours = digits(text, at + 1, 2, field);
        int minutes = digits(text, at + 4, 2, field);
        return sign == '+' ? ZoneOffset.ofHoursMinutes(hours, minutes) : ZoneOffset.ofHoursMinutes(-hours, -minutes);
    }

    private static int digits(String text, int from, int count, String field) throws MalformedMessageException {
        int value = 0;
        for (int i = from; i < from + count; i++) {
            char c = text.charAt(i);
            if (!isDigit(c)) {
                throw malformed(field);
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static MalformedMessageException malformed(String field) {
        return new MalformedMessageException(
                field + ": expected an RFC 3339 time with an offset, as in 2026-02-15T09:00:00Z");
    }
}
