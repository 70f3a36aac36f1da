package io.keepwatch.hunting.question;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityDraft;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attachment;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.contracts.MalformedMessageException;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Activities of all types, drawn from few values, so that questions with the same values find something. */
final class SomeActivities {
    static final List<String> TEXTS = List.of(
            "",
            " ",
            "scp",
            "/usr/bin/scp",
            "/usr/bin/",
            "C:\\Tools\\scp",
            "bin/scp\\x",
            "172.16.0.9",
            "172.16.10.1",
            "10.0.0.5",
            "fe80::1",
            "elliotalderson",
            "ElliotAlderson",
            "account:ad/elliot",
            "host:db-1",
            "O'Brien",
            "O\u2019Brien",
            "say \"yes\"",
            "\u201Cquoted\u201D",
            "back\\slash\\",
            "100%",
            "a_b",
            "a%b",
            "*",
            "'; DROP TABLE activity; --",
            "null",
            "true",
            "in",
            "42",
            "two\nlines\tand a tab",
            "\u007F",
            "a\u007F\u007F",
            "\u00E9lan",
            "e\u0301lan",
            "\u0130stanbul",
            "\uD83D\uDE00",
            "\uD83D\uDE00\uD83D\uDE01",
            "\uFFFD",
            "\u4E2D\u6587");

    static final List<Long> NUMBERS =
            List.of(0L, 1L, 2L, 22L, 443L, 65_535L, 1_000_000L, (1L << 53) + 1, Long.MAX_VALUE - 1, Long.MAX_VALUE);

    static final List<Instant> TIMES = List.of(
            Instant.parse("1677-09-21T00:12:44Z"),
            Instant.parse("1969-12-31T23:59:59.999999999Z"),
            Instant.EPOCH,
            Instant.parse("2015-07-28T17:30:39.999999999Z"),
            Instant.parse("2015-07-28T17:30:40Z"),
            Instant.parse("2015-07-28T17:30:40.000000001Z"),
            Instant.parse("2015-07-28T17:30:40.001Z"),
            Instant.parse("2015-07-28T18:00:00.123456Z"),
            Instant.parse("2015-07-28T18:00:00.123456789Z"),
            Instant.parse("2016-02-29T23:59:59.5Z"),
            Instant.parse("2262-04-11T23:47:16.854775806Z"));

    /** Event times lie within what nanoseconds reach; these do not. */
    static final List<Instant> FAR_TIMES = List.of(
            Instant.parse("0000-01-01T00:00:00Z"),
            Instant.parse("1677-09-21T00:12:43.145224193Z"),
            Instant.parse("2262-04-11T23:47:16.854775807Z"),
            Instant.parse("9999-12-31T23:59:59.999999999Z"));

    private final SplittableRandom random;

    SomeActivities(SplittableRandom random) {
        this.random = random;
    }

    List<Activity> make(int count) {
        return IntStream.range(0, count).mapToObj(this::one).toList();
    }

    private Activity one(int number) {
        ActivityType type = ActivityType.values()[number % ActivityType.values().length];
        try {
            ActivityDraft draft = new ActivityDraft()
                    .type(type)
                    .id("id-" + number)
                    .time(time())
                    .user(perhapsKey())
                    .host(perhapsKey());
            for (Attribute attribute : type.attributes()) {
                if (random.nextInt(4) > 0) {
                    draft.set(attribute, value(attribute));
                }
            }
            return draft.build(key(), key(), random.nextBoolean());
        } catch (MalformedMessageException e) {
            throw new IllegalStateException(e);
        }
    }

    Instant time() {
        Instant time = pick(TIMES);
        return random.nextBoolean() ? time : Instant.EPOCH.plusMillis(random.nextLong(2_000_000_000_000L));
    }

    private Object value(Attribute attribute) {
        return switch (attribute.kind()) {
            case TEXT -> pick(TEXTS);
            case WORD -> pick(attribute.vocabulary());
            case NUMBER -> pick(NUMBERS);
            case FLAG -> random.nextBoolean();
            case TIME -> random.nextInt(3) == 0 ? pick(FAR_TIMES) : time();
            case TEXTS -> several().mapToObj(_ -> pick(TEXTS)).toList();
            case ATTACHMENTS ->
                several()
                        .mapToObj(_ -> new Attachment(random.nextInt(4) == 0 ? null : pick(TEXTS), pick(NUMBERS)))
                        .toList();
        };
    }

    private IntStream several() {
        return IntStream.range(0, random.nextInt(4));
    }

    private @Nullable String perhapsKey() {
        return random.nextInt(4) == 0 ? null : key();
    }

    private String key() {
        String text = pick(TEXTS);
        return text.isBlank() ? "somebody" : text;
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
