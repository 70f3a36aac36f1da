package io.keepwatch.rules.engine;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.book.RuleBooks;
import io.keepwatch.rules.memory.SubjectState;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Prints what one activity costs: {@code EngineTiming <rules directory>}. Ordinary people with some sixty remembered
 * activities a day, in order; once with their state kept on the heap, once read and stored at every step.
 */
public final class EngineTiming {
    private static final Instant BEGIN = Instant.parse("2026-02-02T06:00:00Z");
    private static final int PEOPLE = 200;
    private static final int A_DAY = 60;
    private static final int DAYS = 40;

    private EngineTiming() {}

    public static void main(String[] args) throws Exception {
        RuleBook book = RuleBooks.load(Path.of(args[0]), null);
        List<List<Activity>> people = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(1);
        for (int p = 0; p < PEOPLE; p++) {
            people.add(life(random, p));
        }
        for (int round = 0; round < 4; round++) {
            System.out.printf("{\"figure\":\"engine-step-on-heap-ns\",\"value\":%d}%n", onHeap(book, people));
            System.out.printf("{\"figure\":\"engine-step-stored-ns\",\"value\":%d%s}%n", stored(book, people), sizes);
        }
    }

    private static String sizes = "";

    private static long onHeap(RuleBook book, List<List<Activity>> people) {
        Engine engine = new Engine(book, Histories.ALLOWANCE);
        List<SubjectState> states = new ArrayList<>();
        for (int p = 0; p < people.size(); p++) {
            states.add(engine.load("p-" + p, key -> null));
        }
        long begin = cpu();
        long alerts = 0;
        for (int i = 0; i < A_DAY * DAYS; i++) {
            for (int p = 0; p < people.size(); p++) {
                Input input = new Input.Happened(people.get(p).get(i));
                alerts += engine.step(states.get(p), input, BEGIN).alerts().size();
            }
        }
        long ns = (cpu() - begin) / ((long) A_DAY * DAYS * people.size());
        System.out.printf("{\"figure\":\"alerts\",\"value\":%d}%n", alerts);
        return ns;
    }

    private static long stored(RuleBook book, List<List<Activity>> people) {
        Engine engine = new Engine(book, Histories.ALLOWANCE);
        Map<String, byte[]> records = new HashMap<>();
        long hot = 0;
        long count = 0;
        long begin = cpu();
        for (int i = 0; i < A_DAY * DAYS; i++) {
            for (int p = 0; p < people.size(); p += 4) {
                SubjectState state = engine.load("p-" + p, records::get);
                engine.step(state, new Input.Happened(people.get(p).get(i)), BEGIN);
                engine.store(state, (key, value) -> {
                    if (value == null) {
                        records.remove(key);
                    } else {
                        records.put(key, value);
                    }
                });
                count++;
            }
        }
        long ns = (cpu() - begin) / count;
        long pages = 0;
        long pageBytes = 0;
        int most = 0;
        for (Map.Entry<String, byte[]> record : records.entrySet()) {
            if (record.getKey().indexOf('\0') < 0) {
                hot += record.getValue().length;
                most = Math.max(most, record.getValue().length);
            } else {
                pages++;
                pageBytes += record.getValue().length;
            }
        }
        long stored = people.size() / 4;
        sizes = String.format(
                ",\"hotBytes\":%d,\"hotBytesMost\":%d,\"pagesEach\":%.1f,\"pageBytes\":%d",
                hot / stored, most, (double) pages / stored, pageBytes / Math.max(1, pages));
        return ns;
    }

    /** CPU time of this thread: what others do on the machine does not count. */
    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static List<Activity> life(SplittableRandom random, int person) {
        List<Activity> life = new ArrayList<>();
        for (int day = 0; day < DAYS; day++) {
            for (int i = 0; i < A_DAY; i++) {
                Instant time =
                        BEGIN.plusSeconds(day * 86_400L + i * (36_000L / A_DAY)).plusMillis(random.nextInt(1000));
                life.add(activity(random, "e" + day + "-" + i + "-" + person, time, "user" + person, "lap-" + person));
            }
        }
        return life;
    }

    private static Activity activity(SplittableRandom random, String id, Instant time, String user, String host) {
        int what = random.nextInt(100);
        Map<Attribute, Object> values = new HashMap<>();
        ActivityType type;
        if (what < 45) {
            type = ActivityType.FILE_ACCESS;
            values.put(Attribute.PATH, "/share/team/" + id);
            values.put(Attribute.CLASSIFICATION, what < 5 ? "confidential" : "internal");
            values.put(Attribute.BYTES, random.nextLong(100_000));
        } else if (what < 70) {
            type = ActivityType.FILE_DOWNLOAD;
            values.put(Attribute.PATH, "/share/team/" + id);
            values.put(Attribute.CLASSIFICATION, "internal");
            values.put(Attribute.BYTES, random.nextLong(3_000_000));
        } else if (what < 85) {
            type = ActivityType.AUTH_LOGIN;
            values.put(Attribute.LOGIN_OUTCOME, what < 73 ? "failure" : "success");
        } else if (what < 95) {
            type = ActivityType.CLOUD_UPLOAD;
            values.put(Attribute.BYTES, random.nextLong(500_000));
        } else {
            type = ActivityType.USB_WRITE;
            values.put(Attribute.BYTES, random.nextLong(1_000_000));
            values.put(Attribute.DEVICE, "STICK-0001");
        }
        return Histories.activity(type, "feed", id, time, user, host, values);
    }
}
