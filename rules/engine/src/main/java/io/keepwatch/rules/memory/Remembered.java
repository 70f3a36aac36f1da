package io.keepwatch.rules.memory;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityDraft;
import io.keepwatch.contracts.ActivityHeader;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.AlertActivity;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.contracts.MalformedMessageException;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One counted activity as it is remembered: when, what, whose account, which machine, and of its attributes those that
 * rules read. It also knows under which alerts it was counted, so that judging it again counts nothing twice.
 */
public final class Remembered implements Comparable<Remembered> {
    /** Counted under no alert. */
    static final long[] NOWHERE = {};

    private final long second;
    private final int nano;
    private final Shape shape;
    private final String source;
    private final String id;
    private final @Nullable String user;
    private final @Nullable String host;
    private final boolean unresolved;
    private final @Nullable Object[] values;
    private long[] countedUnder;
    private @Nullable Activity projection;

    Remembered(
            long second,
            int nano,
            Shape shape,
            String source,
            String id,
            @Nullable String user,
            @Nullable String host,
            boolean unresolved,
            @Nullable Object[] values,
            long[] countedUnder) {
        this.second = second;
        this.nano = nano;
        this.shape = shape;
        this.source = source;
        this.id = id;
        this.user = user;
        this.host = host;
        this.unresolved = unresolved;
        this.values = values;
        this.countedUnder = countedUnder;
    }

    static Remembered of(Activity activity, Shape shape) {
        ActivityHeader header = activity.header();
        @Nullable Object[] values = new @Nullable Object[shape.attributes().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = activity.get(shape.attributes().get(i));
        }
        return new Remembered(
                header.time().getEpochSecond(),
                header.time().getNano(),
                shape,
                header.source(),
                header.id(),
                header.user(),
                header.host(),
                header.unresolved(),
                values,
                NOWHERE);
    }

    /** By time, then by identity: {@link AlertActivity#ORDER}. */
    @Override
    public int compareTo(Remembered other) {
        int byTime = compareTime(other.second, other.nano);
        if (byTime != 0) {
            return byTime;
        }
        int bySource = source.compareTo(other.source);
        return bySource != 0 ? bySource : id.compareTo(other.id);
    }

    int compareTime(long otherSecond, int otherNano) {
        int bySecond = Long.compare(second, otherSecond);
        return bySecond != 0 ? bySecond : Integer.compare(nano, otherNano);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Remembered that && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * id.hashCode() + Long.hashCode(second);
    }

    /** When it happened, in whole seconds since 1970. */
    public long second() {
        return second;
    }

    int nano() {
        return nano;
    }

    public Instant time() {
        return Instant.ofEpochSecond(second, nano);
    }

    public ActivityType type() {
        return shape.type();
    }

    public @Nullable String user() {
        return user;
    }

    public @Nullable String host() {
        return host;
    }

    String source() {
        return source;
    }

    String id() {
        return id;
    }

    /** Whether it was nobody's we know when it was accepted. */
    public boolean unresolved() {
        return unresolved;
    }

    Shape shape() {
        return shape;
    }

    @Nullable
    Object[] values() {
        return values;
    }

    /** The remembered value of an attribute; null if it is absent, not of this type or not remembered. */
    public @Nullable Object get(Attribute attribute) {
        int i = shape.indexOf(attribute);
        return i < 0 ? null : values[i];
    }

    /**
     * The value of a field by its JSON name, header fields included, as text; null if absent or not remembered.
     */
    public @Nullable String text(String jsonName) {
        Object value = switch (jsonName) {
            case "host" -> host;
            case "user" -> user;
            case "source" -> source;
            default -> valueOf(jsonName);
        };
        return value == null ? null : value.toString();
    }

    private @Nullable Object valueOf(String jsonName) {
        for (int i = 0; i < values.length; i++) {
            if (shape.attributes().get(i).jsonName().equals(jsonName)) {
                return values[i];
            }
        }
        return null;
    }

    /** How an alert names it. */
    public AlertActivity named() {
        return new AlertActivity(source, id, time(), type().wireName(), user, host);
    }

    /** The activity again, as far as it is remembered. */
    public Activity project(String subject) {
        if (projection == null) {
            projection = build(subject);
        }
        return projection;
    }

    private Activity build(String subject) {
        try {
            ActivityDraft draft = new ActivityDraft()
                    .type(type())
                    .id(id)
                    .time(time())
                    .user(user)
                    .host(host);
            for (int i = 0; i < values.length; i++) {
                Object value = values[i];
                if (value != null) {
                    draft.set(shape.attributes().get(i), value);
                }
            }
            return draft.build(source, subject, unresolved);
        } catch (MalformedMessageException e) {
            throw new IllegalStateException("a remembered activity is not a valid one", e);
        }
    }

    boolean isCountedUnder(long group) {
        for (long counted : countedUnder) {
            if (counted == group) {
                return true;
            }
        }
        return false;
    }

    void countUnder(long group) {
        countedUnder = Arrays.copyOf(countedUnder, countedUnder.length + 1);
        countedUnder[countedUnder.length - 1] = group;
    }

    long[] countedUnder() {
        return countedUnder;
    }

    /** Roughly how many bytes it takes when stored. */
    int weight() {
        int weight = 24 + 8 * countedUnder.length + id.length() + length(user) + length(host);
        for (Object value : values) {
            weight += length(value);
        }
        return weight;
    }

    private static int length(@Nullable Object value) {
        return switch (value) {
            case null -> 1;
            case String text -> text.length() + 2;
            case java.util.List<?> list -> {
                int sum = 2;
                for (Object item : list) {
                    sum += item instanceof io.keepwatch.contracts.Attachment attachment
                            ? length(attachment.name()) + 6
                            : length(item);
                }
                yield sum;
            }
            default -> 8;
        };
    }
}
