package io.keepwatch.bench.peers;

import io.keepwatch.bench.ActivityGenerator;
import io.keepwatch.bench.GeneratedActivity;
import io.keepwatch.bench.Population;
import io.keepwatch.bench.Workload;
import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityDraft;
import io.keepwatch.contracts.ActivityHeader;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.contracts.MalformedMessageException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What every contestant judges: people, and what they do, ready-made and in time order. Equal workloads make equal loads.
 *
 * <p>Of what is generated, an activity is left out that falls into the same minute as the one before it of the same
 * person. Judging an activity once, when it comes, and judging again what its windows share with a later one (as the
 * engine does, because late activities must count) then say the same, so that counts can be compared exactly.
 */
public final class Load {
    /** Days with and without a change of clocks lie before it; no clock is read, so that every process makes the same. */
    private static final Instant END = Instant.parse("2026-03-20T00:00:00Z");

    private static final int MINUTE = 60;
    private static final long PRIME = 1_000_003;

    private static final Set<ActivityType> LOOKED_AT = EnumSet.of(
            ActivityType.FILE_ACCESS,
            ActivityType.FILE_DOWNLOAD,
            ActivityType.USB_WRITE,
            ActivityType.EMAIL_SENT,
            ActivityType.CLOUD_UPLOAD,
            ActivityType.AUTH_LOGIN,
            ActivityType.AGENT_STATE,
            ActivityType.PRINT_JOB);

    private final List<Person> people;
    private final Activity[] activities;
    private final Person[] persons;

    private Load(List<Person> people, Activity[] activities, Person[] persons) {
        this.people = people;
        this.activities = activities;
        this.persons = persons;
    }

    /** @param events about how many activities */
    public static Load generate(long seed, int people, int events, int days) {
        Workload workload = new Workload("peers", seed, people, events, days, END);
        List<GeneratedActivity> kept = new ArrayList<>(events);
        long[] lastMinute = new long[people];
        long[] knownSince = new long[people];
        new ActivityGenerator(workload).generate(generated -> {
            int person = generated.person();
            long second = generated.activity().header().time().getEpochSecond();
            if (lastMinute[person] == Math.floorDiv(second, MINUTE)) {
                return;
            }
            lastMinute[person] = Math.floorDiv(second, MINUTE);
            if (knownSince[person] == 0 && isLookedAt(generated.activity().type())) {
                knownSince[person] = second;
            }
            kept.add(generated);
        });
        Population population = new Population(workload);
        List<Person> all = new ArrayList<>(people);
        for (int person = 0; person < people; person++) {
            SplittableRandom random = new SplittableRandom(seed * PRIME + person);
            all.add(Person.of(population.identity(person), random, days, END, knownSince[person]));
        }
        Activity[] activities = new Activity[kept.size()];
        Person[] persons = new Person[kept.size()];
        for (int i = 0; i < activities.length; i++) {
            GeneratedActivity generated = kept.get(i);
            activities[i] = copy(generated.activity());
            persons[i] = all.get(generated.person());
        }
        return new Load(List.copyOf(all), activities, persons);
    }

    /** The same once more, so that what happens one after the other also lies so in memory, as it would when decoded. */
    private static Activity copy(Activity activity) {
        ActivityHeader header = activity.header();
        try {
            ActivityDraft draft = new ActivityDraft()
                    .type(activity.type())
                    .id(header.id())
                    .time(Instant.ofEpochSecond(
                            header.time().getEpochSecond(), header.time().getNano()))
                    .user(header.user())
                    .host(header.host());
            for (Attribute attribute : activity.type().attributes()) {
                Object value = activity.get(attribute);
                if (value != null) {
                    draft.set(attribute, value);
                }
            }
            return draft.build(header.source(), header.subject(), header.unresolved());
        } catch (MalformedMessageException e) {
            throw new IllegalStateException("a generated activity is not a valid one", e);
        }
    }

    /** Whether one of the nine rules looks at activities of this type. */
    public static boolean isLookedAt(ActivityType type) {
        return LOOKED_AT.contains(type);
    }

    public List<Person> people() {
        return people;
    }

    /** The same people by their keys. */
    public Map<String, Person> bySubject() {
        Map<String, Person> bySubject = new HashMap<>();
        people.forEach(person -> bySubject.put(person.subject(), person));
        return bySubject;
    }

    /** In time order; not to be changed. */
    public Activity[] activities() {
        return activities;
    }

    /** Whose each activity is, in the same order; not to be changed. */
    public Person[] persons() {
        return persons;
    }
}
