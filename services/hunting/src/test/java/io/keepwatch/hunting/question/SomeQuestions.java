package io.keepwatch.hunting.question;

import static java.util.stream.Collectors.joining;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attribute;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Questions drawn at random, and the many ways in which one can type them. */
final class SomeQuestions {
    private static final List<String> TEXT_OPERATORS = List.of("=", "!=", "starts_with", "ends_with", "contains", "in");
    private static final List<String> ORDER_OPERATORS = List.of("=", "!=", ">", ">=", "<", "<=", "in");
    private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_.:/@+-]+");
    private static final List<String> KEYWORDS =
            List.of("and", "or", "not", "starts_with", "ends_with", "contains", "in");
    private static final List<String> DOUBLE =
            List.of("\"\"", "\u201C\u201D", "\u201E\u201F", "\u201D\u201D", "\u00AB\u00BB", "\u2033\u2033");
    private static final List<String> SINGLE = List.of("''", "\u2018\u2019", "\u201A\u2018");
    private static final int DEEPEST = 4;

    private final SplittableRandom random;
    private final List<Supplier<Asked>> comparisons;

    SomeQuestions(SplittableRandom random) {
        this.random = random;
        Stream<Supplier<Asked>> header = Stream.of(
                () -> text("subject"),
                () -> text("source"),
                () -> text("id"),
                () -> text("host"),
                () -> text("user"),
                () -> text("account"),
                () -> text("ip"),
                () -> text("command"),
                () -> text("attachment"),
                () -> ordered("attachmentBytes", this::number),
                () -> ordered("time", this::time),
                () -> ordered("timestamp", this::time),
                () -> words("type", types()),
                () -> flag("unresolved"));
        Stream<Supplier<Asked>> attributes = Arrays.stream(Attribute.values())
                .filter(attribute -> attribute != Attribute.ATTACHMENTS)
                .map(attribute -> () -> compared(attribute));
        comparisons = Stream.concat(header, attributes).toList();
    }

    Asked next() {
        return next(0);
    }

    private Asked next(int depth) {
        return switch (depth == DEEPEST ? 0 : random.nextInt(5)) {
            case 0, 1 -> pick(comparisons).get();
            case 2 -> new Asked.Both(next(depth + 1), next(depth + 1));
            case 3 -> new Asked.Either(next(depth + 1), next(depth + 1));
            default -> new Asked.Not(next(depth + 1));
        };
    }

    private Asked compared(Attribute attribute) {
        String name = attribute.jsonName();
        return switch (attribute.kind()) {
            case TEXT, TEXTS -> text(name);
            case WORD -> words(name, attribute.vocabulary());
            case NUMBER -> ordered(name, this::number);
            case FLAG -> flag(name);
            case TIME -> ordered(name, this::time);
            case ATTACHMENTS -> throw new IllegalArgumentException(name);
        };
    }

    private Asked text(String field) {
        return compared(field, pick(TEXT_OPERATORS), this::text);
    }

    private Asked words(String field, List<String> words) {
        String operator = pick(TEXT_OPERATORS);
        return compared(
                field,
                operator,
                operator.endsWith("s_with") || operator.equals("contains")
                        ? () -> part(pick(words))
                        : () -> pick(words));
    }

    private Asked flag(String field) {
        return compared(field, pick(List.of("=", "!=")), random::nextBoolean);
    }

    private Asked ordered(String field, Supplier<?> value) {
        return compared(field, pick(ORDER_OPERATORS), value);
    }

    private Asked compared(String field, String operator, Supplier<?> value) {
        int count = operator.equals("in") ? 1 + random.nextInt(4) : 1;
        return new Asked.Compared(
                field, operator, Stream.generate(value).limit(count).toList());
    }

    private String text() {
        String text = pick(SomeActivities.TEXTS);
        return random.nextInt(3) == 0 ? part(text) : text;
    }

    private String part(String text) {
        int length = text.codePointCount(0, text.length());
        int from = random.nextInt(length + 1);
        int to = from + random.nextInt(length - from + 1);
        return text.substring(text.offsetByCodePoints(0, from), text.offsetByCodePoints(0, to));
    }

    private Long number() {
        long number = pick(SomeActivities.NUMBERS);
        return switch (random.nextInt(4)) {
            case 0 -> number - 1;
            case 1 -> -number;
            default -> number;
        };
    }

    private Instant time() {
        Instant time = random.nextInt(5) == 0 ? pick(SomeActivities.FAR_TIMES) : pick(SomeActivities.TIMES);
        Instant near = time.plusNanos(random.nextInt(3) - 1);
        return near.atOffset(ZoneOffset.UTC).getYear() < 0
                        || near.atOffset(ZoneOffset.UTC).getYear() > 9999
                ? time
                : near;
    }

    private static List<String> types() {
        return Arrays.stream(ActivityType.values())
                .map(ActivityType::wireName)
                .flatMap(name -> Stream.of(name, name.substring(name.lastIndexOf('.') + 1)))
                .toList();
    }

    /** One of the ways to type it. */
    String typed(Asked asked) {
        return switch (asked) {
            case Asked.Both(Asked one, Asked other) ->
                inner(one, asked) + space() + pick(List.of("&&", " and ", " AND ")) + space() + inner(other, asked);
            case Asked.Either(Asked one, Asked other) ->
                inner(one, asked) + space() + pick(List.of("||", " or ", " Or ")) + space() + inner(other, asked);
            case Asked.Not(Asked not) -> pick(List.of("!", "! ", "not ")) + inner(not, asked);
            case Asked.Compared(String field, String operator, List<?> values) -> {
                String list = values.stream().map(this::typed).collect(joining("," + space(), "[", "]"));
                yield field + spaced(operator) + (operator.equals("in") ? list : typed(values.getFirst()));
            }
        };
    }

    private String inner(Asked inner, Asked outer) {
        boolean needed = !(inner instanceof Asked.Compared || inner instanceof Asked.Not)
                && (outer instanceof Asked.Not || outer instanceof Asked.Both && inner instanceof Asked.Either);
        return needed || random.nextInt(4) == 0 ? "(" + typed(inner) + ")" : typed(inner);
    }

    private String spaced(String operator) {
        String sign = operator.equals("=") ? pick(List.of("=", "==")) : operator;
        return Character.isLetter(sign.charAt(0)) ? " " + sign + " " : space() + sign + space();
    }

    private String space() {
        return pick(List.of("", " ", "  ", "\u00A0", "\n"));
    }

    private String typed(Object value) {
        return switch (value) {
            case String text -> typed(text);
            case Instant time -> typed(time);
            default -> value.toString();
        };
    }

    private String typed(String text) {
        if (BARE.matcher(text).matches() && !KEYWORDS.contains(text) && random.nextBoolean()) {
            return text;
        }
        List<String> kind = random.nextInt(3) == 0 ? SINGLE : DOUBLE;
        String quotes = pick(kind);
        StringBuilder typed = new StringBuilder(quotes.substring(0, 1));
        for (char c : text.toCharArray()) {
            if (c == '\\' || kind.stream().anyMatch(pair -> pair.indexOf(c) >= 0)) {
                typed.append('\\');
            }
            typed.append(c);
        }
        return typed.append(quotes.charAt(1)).toString();
    }

    private String typed(Instant time) {
        if (time.getNano() % 1_000_000 == 0 && random.nextBoolean()) {
            return Long.toString(time.toEpochMilli());
        }
        ZoneOffset offset = pick(List.of(ZoneOffset.UTC, ZoneOffset.ofHours(-4), ZoneOffset.ofHoursMinutes(12, 45)));
        OffsetDateTime local = time.atOffset(offset);
        if (local.getYear() < 0 || local.getYear() > 9999) {
            local = time.atOffset(ZoneOffset.UTC);
        }
        String written = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").format(local)
                + (local.getNano() == 0 ? "" : "." + "%09d".formatted(local.getNano()))
                + (local.getOffset().equals(ZoneOffset.UTC)
                        ? pick(List.of("Z", "z", "+00:00", "-00:00"))
                        : local.getOffset());
        String spelled = random.nextBoolean() ? written : written.replace('T', 't');
        return random.nextInt(3) == 0 ? spelled : '"' + spelled + '"';
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
