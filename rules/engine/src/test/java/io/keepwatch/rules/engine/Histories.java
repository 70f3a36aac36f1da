package io.keepwatch.rules.engine;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityDraft;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.Identity;
import io.keepwatch.contracts.MalformedMessageException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Random lives of one person, dense enough that windows fill, edges are hit and times coincide. */
final class Histories {
    static final String SUBJECT = "p-1";
    static final Duration ALLOWANCE = Duration.ofHours(24);

    private static final List<String> ZONES =
            List.of("UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Pacific/Chatham");

    /** Days on which clocks change somewhere, and an ordinary one. */
    private static final List<Instant> BEGINNINGS = List.of(
            Instant.parse("2026-03-27T00:00:00Z"),
            Instant.parse("2026-10-23T12:00:00Z"),
            Instant.parse("2026-03-06T18:00:00Z"),
            Instant.parse("2026-02-13T09:00:00Z"));

    /** Distances at which windows, days and minutes end. */
    private static final long[] EDGES = {0, 1, 59, 60, 599, 600, 601, 3599, 3600, 3601, 7199, 7200, 7260, 86_399, 86_400
    };

    private static final ActivityType[] TYPES = {
        ActivityType.FILE_DOWNLOAD,
        ActivityType.FILE_ACCESS,
        ActivityType.USB_WRITE,
        ActivityType.AUTH_LOGIN,
        ActivityType.AGENT_STATE,
        ActivityType.CLOUD_UPLOAD,
        ActivityType.PRINT_JOB,
        ActivityType.WEB_VISIT
    };

    private Histories() {}

    /** Everything that happened to a person: inputs in order of their own time. */
    record History(List<Activity> activities, List<Identity> profiles, List<HrEvent> hr) {
        List<Input> inOrder() {
            List<Input> inputs = new ArrayList<>();
            activities.forEach(a -> inputs.add(new Input.Happened(a)));
            profiles.forEach(p -> inputs.add(new Input.ProfileChanged(p)));
            hr.forEach(e -> inputs.add(new Input.HrSaid(e)));
            inputs.sort(Comparator.comparing(Histories::timeOf).thenComparing(Histories::kind));
            return inputs;
        }
    }

    static Instant timeOf(Input input) {
        return switch (input) {
            case Input.Happened(Activity activity) -> activity.header().time();
            case Input.Found(Activity activity, String _) -> activity.header().time();
            case Input.ProfileChanged(Identity identity) -> identity.validFrom();
            case Input.HrSaid(HrEvent event) -> event.occurred();
            case Input.Snoozed _, Input.Tick _ -> throw new IllegalArgumentException("no history has any");
        };
    }

    private static int kind(Input input) {
        return input instanceof Input.Happened ? 1 : 0;
    }

    static History random(RandomGenerator random) {
        return random(random, 1);
    }

    /** The same with sizes that many times as large. */
    static History random(RandomGenerator random, long scale) {
        Instant begin = BEGINNINGS.get(random.nextInt(BEGINNINGS.size()));
        int days = 1 + random.nextInt(5);
        List<Instant> times = new ArrayList<>();
        int count = 5 + random.nextInt(90);
        for (int i = 0; i < count; i++) {
            times.add(time(random, begin, days, times));
        }
        List<Activity> activities = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            activities.add(activity(random, "id" + i, times.get(i), scale));
        }
        activities.sort(Comparator.comparing((Activity a) -> a.header().time()));
        List<Identity> profiles = new ArrayList<>();
        if (random.nextInt(8) > 0) {
            String zone = ZONES.get(random.nextInt(ZONES.size()));
            profiles.add(profile(zone, random.nextBoolean(), begin.minus(Duration.ofDays(9))));
            if (random.nextBoolean()) {
                String other = ZONES.get(random.nextInt(ZONES.size()));
                profiles.add(profile(other, random.nextBoolean(), times.get(random.nextInt(count))));
            }
        }
        List<HrEvent> hr = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            hr.add(notice("receipt" + i, times.get(random.nextInt(count)), 14));
        }
        hr.sort(Comparator.comparing(HrEvent::occurred));
        return new History(activities, profiles, hr);
    }

    private static Instant time(RandomGenerator random, Instant begin, int days, List<Instant> before) {
        if (!before.isEmpty() && random.nextInt(3) > 0) {
            Instant near = before.get(random.nextInt(before.size()));
            long edge = EDGES[random.nextInt(EDGES.length)];
            Instant at = near.plusSeconds(random.nextBoolean() ? edge : -edge);
            return at.isBefore(begin) ? near : at;
        }
        Instant at = begin.plusSeconds(random.nextLong(days * 86_400L));
        return random.nextBoolean() ? at : at.plusNanos(random.nextInt(1_000_000_000));
    }

    private static Activity activity(RandomGenerator random, String id, Instant time, long scale) {
        ActivityType type = TYPES[random.nextInt(TYPES.length)];
        Map<Attribute, Object> values = new HashMap<>();
        switch (type) {
            case FILE_DOWNLOAD, FILE_ACCESS -> {
                values.put(Attribute.BYTES, scale * random.nextLong(300));
                values.put(Attribute.PATH, "/never/read/" + id);
                values.put(Attribute.STORE, "store" + random.nextInt(3));
                if (random.nextBoolean()) {
                    values.put(Attribute.CLASSIFICATION, random.nextBoolean() ? "secret" : "internal");
                }
            }
            case USB_WRITE -> {
                values.put(Attribute.BYTES, scale * random.nextLong(200));
                if (random.nextInt(5) > 0) {
                    values.put(Attribute.DEVICE, "USB/" + random.nextInt(2));
                }
            }
            case AUTH_LOGIN -> {
                values.put(Attribute.LOGIN_OUTCOME, random.nextInt(4) > 0 ? "failure" : "success");
                if (random.nextBoolean()) {
                    values.put(Attribute.PRIVILEGED, random.nextInt(4) > 0);
                }
            }
            case AGENT_STATE -> {
                values.put(Attribute.AGENT, "edr");
                values.put(Attribute.AGENT_STATE, random.nextBoolean() ? "stopped" : "restarting");
            }
            case CLOUD_UPLOAD -> values.put(Attribute.BYTES, scale * random.nextLong(1000));
            case PRINT_JOB -> values.put(Attribute.PAGES, random.nextLong(3));
            default -> values.put(Attribute.URL, "https://example.org/" + id);
        }
        String user = random.nextInt(6) == 0 ? null : "account" + random.nextInt(2);
        String host = random.nextInt(6) == 0 ? null : "host" + random.nextInt(2);
        return activity(type, "feed" + random.nextInt(2), id, time, user, host, values);
    }

    static Activity activity(
            ActivityType type,
            String source,
            String id,
            Instant time,
            @Nullable String user,
            @Nullable String host,
            Map<Attribute, Object> values) {
        try {
            ActivityDraft draft =
                    new ActivityDraft().type(type).id(id).time(time).user(user).host(host);
            values.forEach(draft::set);
            return draft.build(source, SUBJECT, false);
        } catch (MalformedMessageException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static Identity profile(@Nullable String zone, boolean privileged, Instant validFrom) {
        return new Identity(
                SUBJECT,
                List.of("account0", "account1"),
                List.of("host0"),
                null,
                "IT",
                "admin",
                "it-admins",
                null,
                privileged,
                false,
                false,
                zone,
                null,
                null,
                2,
                validFrom,
                false);
    }

    static HrEvent notice(String receipt, Instant occurred, int days) {
        return new HrEvent(
                receipt,
                HrEvent.RESIGNATION,
                SUBJECT,
                null,
                occurred,
                occurred,
                Map.of(),
                new HrEvent.Monitoring("enhanced", occurred, occurred.plus(Duration.ofDays(days))),
                null,
                null);
    }

    /** Some order in which nothing is older than the newest before it by more than the allowance. */
    static List<Input> shuffled(History history, RandomGenerator random, boolean someTwice) {
        record Delivery(Input input, Instant at) {}
        List<Delivery> deliveries = new ArrayList<>();
        for (Activity activity : history.activities()) {
            Input input = new Input.Happened(activity);
            Instant time = activity.header().time();
            deliveries.add(new Delivery(input, delayed(random, time)));
            while (someTwice && random.nextInt(4) == 0) {
                deliveries.add(new Delivery(input, delayed(random, time)));
            }
        }
        Instant previous = Instant.MIN;
        for (HrEvent event : history.hr()) {
            Instant at = delayed(random, event.occurred());
            at = at.isBefore(previous) ? previous : at;
            previous = at;
            deliveries.add(new Delivery(new Input.HrSaid(event), at));
        }
        deliveries.sort(Comparator.comparing(Delivery::at));
        List<Input> inputs = new ArrayList<>();
        history.profiles().forEach(p -> inputs.add(new Input.ProfileChanged(p)));
        deliveries.forEach(d -> inputs.add(d.input()));
        return inputs;
    }

    private static Instant delayed(RandomGenerator random, Instant time) {
        long most = ALLOWANCE.toSeconds();
        return switch (random.nextInt(4)) {
            case 0 -> time;
            case 1 -> time.plusSeconds(most);
            default -> time.plusSeconds(random.nextLong(most + 1));
        };
    }
}
