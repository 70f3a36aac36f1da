package io.keepwatch.hunting.activity;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityDraft;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attachment;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.contracts.MalformedMessageException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Activities of every type with every attribute; equal seeds make equal activities. */
public final class SampleActivities {
    private static final List<String> TEXTS = List.of(
            "", "plain", "O'Brien \"quoted\" \\ back", "Žofia 張偉 👩‍💻", "a,b;c\n\t|", "%_*?", "x".repeat(3000));

    private SampleActivities() {}

    /** An activity with a value in every attribute of its type. */
    public static Activity full(ActivityType type, String id, String subject, Instant time, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ActivityDraft draft = draft(type, id, time);
        type.attributes().forEach(attribute -> draft.set(attribute, value(attribute, random)));
        return build(draft, subject, random.nextBoolean());
    }

    /** An activity with nothing that may be absent. */
    public static Activity bare(ActivityType type, String id, String subject, Instant time) {
        try {
            ActivityDraft draft = new ActivityDraft().type(type).id(id).time(time);
            return build(draft, subject, false);
        } catch (MalformedMessageException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A seeded activity of any type. */
    public static Activity any(int number, String subject, Instant time) {
        ActivityType type = ActivityType.values()[Math.floorMod(number, ActivityType.values().length)];
        return full(type, "id-" + number, subject, time, number);
    }

    /** So many, of ten people, within one hour. */
    public static List<Activity> within(Instant hour, int count, int firstNumber) {
        return IntStream.range(firstNumber, firstNumber + count)
                .mapToObj(number -> any(
                        number,
                        "person-" + number % 10,
                        hour.truncatedTo(ChronoUnit.HOURS).plusNanos(number * 7_919_000_123L % 3_600_000_000_000L)))
                .toList();
    }

    private static ActivityDraft draft(ActivityType type, String id, Instant time) {
        try {
            return new ActivityDraft()
                    .type(type)
                    .id(id)
                    .time(time)
                    .user("elliot")
                    .host("lap-17");
        } catch (MalformedMessageException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Activity build(ActivityDraft draft, String subject, boolean unresolved) {
        try {
            return draft.build("sensor", subject, unresolved);
        } catch (MalformedMessageException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Object value(Attribute attribute, SplittableRandom random) {
        return switch (attribute.kind()) {
            case TEXT -> text(random);
            case WORD ->
                attribute.vocabulary().get(random.nextInt(attribute.vocabulary().size()));
            case NUMBER -> random.nextInt(4) == 0 ? Long.MAX_VALUE : random.nextLong(1L << 40);
            case FLAG -> random.nextBoolean();
            case TIME ->
                Instant.parse("0000-01-01T00:00:00Z")
                        .plus(random.nextLong(315_569_520_000_000_000L), ChronoUnit.MICROS);
            case TEXTS ->
                IntStream.range(0, random.nextInt(4))
                        .mapToObj(i -> text(random))
                        .toList();
            case ATTACHMENTS ->
                IntStream.range(0, random.nextInt(4))
                        .mapToObj(i -> new Attachment(i == 1 ? null : text(random), random.nextLong(1L << 40)))
                        .toList();
        };
    }

    private static String text(SplittableRandom random) {
        return TEXTS.get(random.nextInt(TEXTS.size())) + (random.nextInt(3) == 0 ? "" : random.nextInt(1000));
    }
}
