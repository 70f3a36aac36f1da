package io.keepwatch.hunting.asking;

import io.keepwatch.contracts.Activity;
import io.keepwatch.hunting.plot.TimeStep;
import io.keepwatch.hunting.question.Question;
import io.keepwatch.hunting.store.Batch;
import io.keepwatch.hunting.store.EventStore;
import io.keepwatch.hunting.store.ReaderSettings;
import io.keepwatch.hunting.store.StoreReader;
import io.keepwatch.hunting.store.TestStores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A store of its own, and everything that answers questions about it. */
final class Answers implements AutoCloseable {
    static final TimeLimits PATIENT = new TimeLimits(TestStores.PATIENCE, TestStores.PATIENCE, Duration.ofMinutes(20));
    /** A little after the stories that tests tell. */
    static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    final EventStore store;
    final StoreReader reader;
    final Path rules;
    final Path scratch;
    private long offset;

    /** @param directory empty; the store, rules and scratch files lie below it */
    Answers(Path directory) throws Exception {
        store = TestStores.open(directory.resolve("store"));
        reader = new StoreReader(store, ReaderSettings.DEFAULT);
        scratch = directory.resolve("scratch");
        rules = directory.resolve("rules");
        list("transfer-tools", "ssh", "scp", "sftp", "nc", "rsync", "fsync", "curl", "wget", "rclone");
        list("internal-networks", "10.0.0.0/8", "172.16.0.0/12", "fd00::/8");
        list("own-public-servers", "192.0.2.64/28", "2001:db8:5::/64");
        list("vpn-networks", "172.16.0.0/16");
    }

    void list(String name, String... entries) throws IOException {
        Path lists = Files.createDirectories(rules.resolve("lists"));
        Files.writeString(
                lists.resolve(name + ".yaml"),
                "description: for tests\nentries:\n  - \"" + String.join("\"\n  - \"", entries) + "\"\n");
    }

    void add(Collection<Activity> activities) throws IOException {
        Batch batch = new Batch();
        for (Activity activity : activities) {
            batch.add(0, offset++, activity);
        }
        store.append(batch, (partition, stored, repeated) -> {});
    }

    void merge() {
        try {
            while (store.tidy()) {
                // Until nothing is left to merge.
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Asked asked(String question) throws Exception {
        return new Asked(Question.parse(question), null, null);
    }

    static Asked asked(String question, @Nullable Instant from, @Nullable Instant to) throws Exception {
        return new Asked(Question.parse(question), from, to);
    }

    Hunt hunt() {
        return new Hunt(reader, InstantSource.fixed(NOW), PATIENT);
    }

    Page page(Asked asked, int limit, @Nullable String cursor) throws Exception {
        return hunt().page(asked, limit, cursor, new Cancellation());
    }

    /** Every activity that is found, in pages of so many. */
    List<Activity> all(Asked asked, int limit) throws Exception {
        List<Activity> all = new ArrayList<>();
        String cursor = null;
        do {
            Page page = page(asked, limit, cursor);
            all.addAll(page.activities());
            cursor = page.cursor();
        } while (cursor != null);
        return all;
    }

    /** The ids of what is found, newest first. */
    List<String> ids(String question) throws Exception {
        return ids(all(asked(question), Hunt.LARGEST_PAGE));
    }

    static List<String> ids(Collection<Activity> activities) {
        return activities.stream().map(activity -> activity.header().id()).toList();
    }

    Statistics.Answer statistics(Asked asked, String by, Statistics.Order order) throws Exception {
        return new Statistics(reader, new PriorityLists(rules), PATIENT)
                .of(asked, by, order, Statistics.VALUES, new Cancellation());
    }

    /** The values with their counts, in the order of the answer. */
    static List<Map.Entry<String, Long>> counts(Statistics.Answer answer) {
        return answer.items().stream()
                .map(item -> Map.entry(item.value(), item.count()))
                .toList();
    }

    Histogram.Answer histogram(Asked asked, String zone, @Nullable TimeStep step, @Nullable String by)
            throws Exception {
        return new Histogram(reader, PATIENT).of(asked, ZoneId.of(zone), step, by, new Cancellation());
    }

    @Override
    public void close() throws Exception {
        reader.close();
        store.close();
    }
}
