package io.keepwatch.rules.engine;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.AlertActivity;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.Identity;
import io.keepwatch.rules.book.Rule;
import io.keepwatch.rules.book.WindowDeclaration;
import io.keepwatch.rules.book.WindowDeclaration.Aggregate;
import io.keepwatch.rules.book.WindowDeclaration.Daily;
import io.keepwatch.rules.book.WindowDeclaration.Lookback;
import io.keepwatch.rules.book.WindowDeclaration.Rate;
import io.keepwatch.rules.book.WindowDeclaration.Sliding;
import io.keepwatch.rules.judgement.Context;
import io.keepwatch.rules.judgement.WindowValues;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What must come out of a history, by the definitions alone: no memory, no order of delivery; every window is computed
 * from the whole history.
 */
final class BruteForce {
    private final HandMadeRules book;
    private final Histories.History history;

    BruteForce(HandMadeRules book, Histories.History history) {
        this.book = book;
        this.history = history;
    }

    /** Every alert by its id, as it ends up. */
    Map<String, Alert> alerts(Instant raisedAt) {
        Map<String, Alert> alerts = new TreeMap<>();
        for (Rule rule : book.rules()) {
            Map<String, List<Activity>> matches = new TreeMap<>();
            for (Activity activity : history.activities()) {
                if (book.matches(rule, activity, windowsAt(activity), contextAt(activity))) {
                    matches.computeIfAbsent(anchor(rule, activity), anchor -> new ArrayList<>())
                            .add(activity);
                }
            }
            matches.forEach((anchor, matching) -> {
                Alert alert = alert(rule, anchor, matching, raisedAt);
                alerts.put(alert.id(), alert);
            });
        }
        return alerts;
    }

    private Alert alert(Rule rule, String anchor, List<Activity> matching, Instant raisedAt) {
        TreeSet<AlertActivity> all = new TreeSet<>(AlertActivity.ORDER);
        TreeMap<AlertActivity, Activity> byOrder = new TreeMap<>(AlertActivity.ORDER);
        for (Activity match : matching) {
            all.add(named(match));
            byOrder.put(named(match), match);
            for (int window : rule.windows()) {
                standing(book.windows().get(window), match).forEach(a -> all.add(named(a)));
            }
        }
        Activity first = byOrder.firstEntry().getValue();
        String account = first.header().user() == null
                ? Histories.SUBJECT
                : first.header().user();
        String host =
                first.header().host() == null ? "unknown host" : first.header().host();
        Object device = first.get(Attribute.DEVICE);
        boolean namesDevice = rule.types().stream().anyMatch(t -> t.attributes().contains(Attribute.DEVICE));
        String shown = !namesDevice ? "{device}" : device == null ? "unknown device" : device.toString();
        return new Alert(
                id(rule.id(), Histories.SUBJECT, anchor),
                rule.id(),
                rule.version(),
                book.digest(),
                null,
                rule.severity(),
                Histories.SUBJECT,
                false,
                rule.id() + " by " + account + " on " + host,
                "Look at " + shown + " and {nothing}",
                rule.techniques(),
                anchor,
                first.header().time(),
                raisedAt,
                all.getFirst().time(),
                matching.size(),
                all.stream().limit(Alert.MOST_ACTIVITIES).toList(),
                List.of(),
                null,
                rule.indicator(),
                rule.mode(),
                false,
                rule.route());
    }

    static AlertActivity named(Activity a) {
        return new AlertActivity(
                a.header().source(),
                a.header().id(),
                a.header().time(),
                a.type().wireName(),
                a.header().user(),
                a.header().host());
    }

    static String id(String... parts) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            for (String part : parts) {
                byte[] utf8 = part.getBytes(StandardCharsets.UTF_8);
                out.writeInt(utf8.length);
                out.write(utf8);
            }
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private String anchor(Rule rule, Activity a) {
        ZoneId zone = zoneAt(a);
        Instant time = a.header().time();
        StringBuilder anchor = new StringBuilder(
                switch (rule.grouping().period()) {
                    case DAY -> time.atZone(zone).toLocalDate().toString();
                    case NIGHT ->
                        (time.atZone(zone).getHour() >= 12
                                        ? time.atZone(zone).toLocalDate()
                                        : time.atZone(zone).toLocalDate().minusDays(1))
                                .toString();
                    case MONITORING -> monitoring(time);
                    case OPEN -> "open";
                });
        for (String field : rule.grouping().by()) {
            String value = field(a, field);
            anchor.append('/').append(field).append('=').append(value.replace("/", "%2F"));
        }
        return anchor.toString();
    }

    /** The beginning of the chain of periods that touch and that holds the time. */
    private String monitoring(Instant time) {
        Instant begin = null;
        Instant end = null;
        for (HrEvent event : history.hr()) {
            HrEvent.Monitoring period = event.monitoring();
            if (period == null || period.until() == null) {
                continue;
            }
            if (begin == null || end == null || period.from().isAfter(end)) {
                begin = period.from();
            }
            end = end == null || period.until().isAfter(end) ? period.until() : end;
            if (!time.isBefore(begin) && time.isBefore(end)) {
                return begin.toString();
            }
        }
        throw new AssertionError("a leaver is always monitored in these histories");
    }

    private static String field(Activity a, String field) {
        Object value = switch (field) {
            case "host" -> a.header().host();
            case "user" -> a.header().user();
            case "device" -> a.get(Attribute.DEVICE);
            case "agent" -> a.get(Attribute.AGENT);
            default -> throw new IllegalArgumentException(field);
        };
        return value == null ? "" : value.toString();
    }

    private @Nullable Identity profileAt(Activity a) {
        Identity at = null;
        for (Identity profile : history.profiles()) {
            if (at == null || !profile.validFrom().isAfter(a.header().time())) {
                at = profile;
            }
        }
        return at;
    }

    private ZoneId zoneAt(Activity a) {
        return new Context(profileAt(a), null, false).zone();
    }

    private Context contextAt(Activity a) {
        return new HrModel(history.hr(), history.profiles())
                .contextAt(profileAt(a), a.header().time());
    }

    private WindowValues windowsAt(Activity a) {
        return new WindowValues() {
            @Override
            public long value(WindowDeclaration window) {
                return total(window, standing(window, a));
            }

            @Override
            public double dailyMean(WindowDeclaration window) {
                return BruteForce.this.dailyMean(window, a);
            }

            @Override
            public double rate(WindowDeclaration window) {
                throw new IllegalArgumentException("order may change a rate");
            }

            @Override
            public boolean isFirst(WindowDeclaration window) {
                throw new IllegalArgumentException("order may change what is new");
            }
        };
    }

    private double dailyMean(WindowDeclaration window, Activity a) {
        Daily daily = (Daily) window.span();
        ZoneId zone = zoneAt(a);
        LocalDate today = a.header().time().atZone(zone).toLocalDate();
        Instant firstSeen = history.activities().stream()
                .filter(other -> book.plan(other.type()).remembered())
                .findFirst()
                .orElseThrow()
                .header()
                .time();
        long known = today.toEpochDay() - firstSeen.atZone(zone).toLocalDate().toEpochDay();
        if (known < daily.learningDays()) {
            return Double.POSITIVE_INFINITY;
        }
        List<Activity> before = new ArrayList<>();
        for (Activity other : history.activities()) {
            LocalDate day = other.header().time().atZone(zoneAt(other)).toLocalDate();
            if (feeds(window, other, a)
                    && day.isBefore(today)
                    && !day.isBefore(today.minusDays(daily.baselineDays()))) {
                before.add(other);
            }
        }
        return (double) total(window, before) / Math.min(known, daily.baselineDays());
    }

    private List<Activity> standing(WindowDeclaration window, Activity a) {
        List<Activity> standing = new ArrayList<>();
        for (Activity other : history.activities()) {
            if (window.of().contains(other.type()) && isWithin(window, other, a) && feeds(window, other, a)) {
                standing.add(other);
            }
        }
        return standing;
    }

    private boolean isWithin(WindowDeclaration window, Activity other, Activity a) {
        long then = other.header().time().getEpochSecond();
        long now = a.header().time().getEpochSecond();
        return switch (window.span()) {
            case Sliding(Duration over) -> {
                long unit = over.compareTo(Duration.ofHours(1)) > 0 ? 60 : 1;
                long age = Math.floorDiv(now, unit) - Math.floorDiv(then, unit);
                yield age >= 0 && age < over.toSeconds() / unit;
            }
            case Daily daily -> {
                ZoneId zone = zoneAt(a);
                yield other.header()
                                .time()
                                .atZone(zone)
                                .toLocalDate()
                                .equals(a.header().time().atZone(zone).toLocalDate())
                        && Math.floorDiv(then, 60) <= Math.floorDiv(now, 60);
            }
            case Rate _, Lookback _ -> throw new IllegalArgumentException("order may change what these say");
        };
    }

    private boolean feeds(WindowDeclaration window, Activity other, Activity a) {
        if (!window.of().contains(other.type())) {
            return false;
        }
        for (Map.Entry<Attribute, Object> where : window.where().entrySet()) {
            Object value = other.get(where.getKey());
            if (value == null && where.getKey() == Attribute.PRIVILEGED) {
                Identity profile = profileAt(other);
                value = profile != null && profile.privileged();
            }
            if (!where.getValue().equals(value)) {
                return false;
            }
        }
        return window.by().stream().allMatch(field -> field(a, field).equals(field(other, field)));
    }

    private static long total(WindowDeclaration window, List<Activity> standing) {
        if (window.aggregate() == Aggregate.COUNT) {
            return standing.size();
        }
        if (!(window.measured() instanceof WindowDeclaration.Measured.OfAttribute(Attribute measured))) {
            throw new IllegalArgumentException("no attribute is measured");
        }
        if (window.aggregate() == Aggregate.DISTINCT) {
            return standing.stream()
                    .map(a -> a.get(measured))
                    .filter(v -> v != null)
                    .distinct()
                    .count();
        }
        return standing.stream()
                .mapToLong(a -> a.get(measured) instanceof Long n ? n : 0)
                .sum();
    }
}
