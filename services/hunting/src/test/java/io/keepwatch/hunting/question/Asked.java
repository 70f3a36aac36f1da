package io.keepwatch.hunting.question;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.Attachment;
import io.keepwatch.contracts.Attribute;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What the language means, once more and plainly: a filter over activities as they came, knowing nothing of SQL. */
sealed interface Asked {
    boolean holds(Activity activity);

    record Both(Asked one, Asked other) implements Asked {
        @Override
        public boolean holds(Activity activity) {
            return one.holds(activity) && other.holds(activity);
        }
    }

    record Either(Asked one, Asked other) implements Asked {
        @Override
        public boolean holds(Activity activity) {
            return one.holds(activity) || other.holds(activity);
        }
    }

    record Not(Asked asked) implements Asked {
        @Override
        public boolean holds(Activity activity) {
            return !asked.holds(activity);
        }
    }

    /** @param values String, Long, Boolean or Instant */
    record Compared(String field, String operator, List<?> values) implements Asked {
        @Override
        public boolean holds(Activity activity) {
            return operator.equals("!=") ? !agrees("=", activity) : agrees(operator, activity);
        }

        private boolean agrees(String sign, Activity activity) {
            return of(activity).anyMatch(has -> values.stream().anyMatch(value -> agrees(has, sign, value)));
        }

        private boolean agrees(Object has, String sign, Object value) {
            return switch (has) {
                case String text
                when field.equals("type") && (sign.equals("=") || sign.equals("in")) ->
                    text.equals(value) || text.endsWith("." + value);
                case String text -> agrees(text, sign, (String) value);
                case Long number -> agrees(number.compareTo((Long) value), sign);
                case Boolean flag -> flag.equals(value);
                case Instant time
                when field.equals("since") -> agrees(micros(time).compareTo(micros((Instant) value)), sign);
                case Instant time -> agrees(time.compareTo((Instant) value), sign);
                default -> throw new IllegalArgumentException(field);
            };
        }

        private static boolean agrees(String has, String sign, String value) {
            return switch (sign) {
                case "=", "in" -> has.equals(value);
                case "starts_with" -> has.startsWith(value);
                case "ends_with" -> has.endsWith(value);
                case "contains" -> has.contains(value);
                default -> throw new IllegalArgumentException(sign);
            };
        }

        private static boolean agrees(int comparison, String sign) {
            return switch (sign) {
                case "=", "in" -> comparison == 0;
                case ">" -> comparison > 0;
                case ">=" -> comparison >= 0;
                case "<" -> comparison < 0;
                case "<=" -> comparison <= 0;
                default -> throw new IllegalArgumentException(sign);
            };
        }

        private static Instant micros(Instant time) {
            return time.truncatedTo(ChronoUnit.MICROS);
        }

        private Stream<?> of(Activity activity) {
            var header = activity.header();
            return switch (field) {
                case "subject" -> Stream.of(header.subject());
                case "time", "timestamp" -> Stream.of(header.time());
                case "type" -> Stream.of(activity.type().wireName());
                case "source" -> Stream.of(header.source());
                case "id" -> Stream.of(header.id());
                case "unresolved" -> Stream.of(header.unresolved());
                case "host" -> Stream.ofNullable(header.host());
                case "account" -> Stream.ofNullable(header.user());
                case "user" -> Stream.concat(Stream.ofNullable(header.user()), Stream.of(header.subject()));
                case "ip" -> Stream.concat(attribute(activity, "remoteIp"), attribute(activity, "ip"));
                case "command" ->
                    attribute(activity, "executable").flatMap(path -> Stream.of(path, fileName((String) path)));
                case "attachment" -> attachments(activity).map(Attachment::name).filter(Objects::nonNull);
                case "attachmentBytes" -> attachments(activity).map(Attachment::bytes);
                default -> attribute(activity, field);
            };
        }

        private static String fileName(String path) {
            return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        }

        private static Stream<Attachment> attachments(Activity activity) {
            return attribute(activity, "attachments").map(Attachment.class::cast);
        }

        private static Stream<?> attribute(Activity activity, String name) {
            List<Object> values = new ArrayList<>();
            for (Attribute attribute : activity.type().attributes()) {
                Object value = attribute.jsonName().equals(name) ? activity.get(attribute) : null;
                if (value instanceof List<?> list) {
                    values.addAll(list);
                } else if (value != null) {
                    values.add(value);
                }
            }
            return values.stream();
        }
    }
}
