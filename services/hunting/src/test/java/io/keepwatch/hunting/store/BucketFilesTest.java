package io.keepwatch.hunting.store;

import static io.keepwatch.hunting.store.TestStores.NOON;
import static io.keepwatch.hunting.store.TestStores.append;
import static io.keepwatch.hunting.store.TestStores.batch;
import static io.keepwatch.hunting.store.TestStores.dataFiles;
import static io.keepwatch.hunting.store.TestStores.everything;
import static io.keepwatch.hunting.store.TestStores.sorted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.contracts.Activity;
import io.keepwatch.hunting.activity.SampleActivities;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Files in a bucket: it is the truth, the directory its mirror")
class BucketFilesTest {
    private static final List<Activity> SOME = SampleActivities.within(NOON, 50, 0);
    private static final List<Activity> MORE = SampleActivities.within(NOON.plus(Duration.ofHours(1)), 50, 50);

    @TempDir
    Path mirror;

    @TempDir
    Path elsewhere;

    private final String prefix = ObjectStore.freshPrefix();
    private final List<String> quarantined = new ArrayList<>();
    private final List<String> restored = new ArrayList<>();
    private final StoreListener listener = new StoreListener() {
        @Override
        public void quarantined(String path, String reason) {
            quarantined.add(path);
        }

        @Override
        public void restored(String path) {
            restored.add(path);
        }

        @Override
        public void failed(String what, Exception failure) {
            throw new AssertionError(what, failure);
        }
    };

    private ObjectStore objects;

    @BeforeEach
    void findBucket() throws Exception {
        objects = ObjectStore.shared();
    }

    private EventStore open(Path directory) throws Exception {
        return open(objects.bucket(prefix), directory);
    }

    private EventStore open(Bucket bucket, Path directory) throws Exception {
        return EventStore.open(
                ObjectStore.files(bucket, directory, listener), TestStores.SMALL, InstantSource.fixed(NOON), listener);
    }

    private void fill() throws Exception {
        try (EventStore store = open(mirror)) {
            append(store, 0, SOME);
            append(store, 100, MORE);
        }
    }

    private static List<Activity> both() {
        List<Activity> all = new ArrayList<>(SOME);
        all.addAll(MORE);
        return sorted(all);
    }

    private static void damage(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        content[content.length / 2] ^= 1;
        Files.write(file, content);
    }

    @Test
    @DisplayName("An empty mirror gets everything, and still knows every repeat")
    void shouldRestoreAnEmptyMirror() throws Exception {
        fill();
        try (EventStore store = open(elsewhere)) {
            assertThat(everything(store)).isEqualTo(both());
            append(store, 0, SOME);
            append(store, 100, MORE);
            assertThat(everything(store)).isEqualTo(both());
        }
        assertThat(dataFiles(elsewhere)).isEqualTo(dataFiles(mirror)).isEqualTo(objects.dataFiles(prefix));
    }

    @Test
    @DisplayName("A mirror that was left behind catches up: what was merged, erased and let go elsewhere")
    void shouldCatchUpWithTheBucket() throws Exception {
        fill();
        try (EventStore store = open(elsewhere)) {
            append(store, 200, SampleActivities.within(NOON, 10, 200));
            store.erase("person-3");
            while (store.tidy()) {
                // Until nothing is left to merge.
            }
        }
        try (EventStore store = open(mirror);
                LocalFiles other = new LocalFiles(elsewhere, true)) {
            assertThat(store.files().list()).isEqualTo(other.list());
            append(store, 0, SOME);
            assertThat(everything(store))
                    .noneMatch(activity -> activity.header().subject().equals("person-3"));
        }
    }

    @Test
    void shouldLeaveAloneWhatSomebodyElseKeepsBelowThePrefix() throws Exception {
        fill();
        List<String> others = List.of(
                "readme.txt",
                "day=2026-02-15/hour=12/theirs.parquet",
                "day=2026-02-15/hour=12/activity-0-1-2-00000000.parquet.bak",
                "day=2026-02-30x/hour=99/_erased",
                "other/day=2026-02-15/hour=12/activity-0-1-2-00000000.parquet");
        try (Bucket bucket = objects.bucket(prefix)) {
            for (String other : others) {
                bucket.write(other, other.getBytes(StandardCharsets.UTF_8), null);
            }
            try (EventStore store = open(mirror)) {
                assertThat(everything(store)).isEqualTo(both());
                assertThat(store.files().list()).doesNotContainAnyElementsOf(others);
            }
            for (String other : others) {
                assertThat(bucket.read(other)).asString(StandardCharsets.UTF_8).isEqualTo(other);
            }
        }
        assertThat(quarantined).isEmpty();
    }

    @Test
    @DisplayName("What is damaged or gone in the mirror only is fetched again: nothing is missing from the answer")
    void shouldMendTheMirror() throws Exception {
        fill();
        String first = dataFiles(mirror).getFirst();
        String last = dataFiles(mirror).getLast();
        try (EventStore store = open(mirror)) {
            damage(mirror.resolve(first));
            Files.delete(mirror.resolve(last));

            assertThat(everything(store)).isEqualTo(both());
            store.examine();
            assertThat(everything(store)).isEqualTo(both());
        }
        assertThat(restored).containsExactlyInAnyOrder(first, last);
        assertThat(quarantined).isEmpty();
    }

    @Test
    @DisplayName("An object that is damaged itself goes to quarantine, at the start and later; Kafka can bring it back")
    void shouldPutADamagedObjectAside() throws Exception {
        fill();
        String first = dataFiles(mirror).getFirst();
        String last = dataFiles(mirror).getLast();
        damage(objects.file(prefix, first));
        try (EventStore store = open(elsewhere)) {
            assertThat(quarantined).containsExactly(first);
            assertThat(everything(store)).isEqualTo(sorted(MORE));

            damage(objects.file(prefix, last));
            damage(elsewhere.resolve(last));
            assertThat(store.examine()).isOne();

            assertThat(quarantined).containsExactly(first, last);
            assertThat(everything(store)).isEmpty();
            assertThat(objects.dataFiles(prefix)).isEmpty();
            assertThat(objects.file(prefix, ".quarantine/" + first)).exists();
            assertThat(objects.file(prefix, ".quarantine/" + last)).exists();

            append(store, 0, SOME);
            append(store, 100, MORE);
            assertThat(everything(store)).isEqualTo(both());
        }
    }

    @Test
    @DisplayName("Killed between upload and commit: given again in other portions, each row is there once")
    void shouldTakeBackWhatWasNotCommitted() throws Exception {
        FaultyBucket bucket = new FaultyBucket(objects.bucket(prefix));
        EventStore dying = open(bucket, mirror);
        bucket.dieAt(0, true);
        assertThatThrownBy(() -> append(dying, 0, SOME)).isInstanceOf(FaultyFiles.Death.class);
        assertThat(objects.dataFiles(prefix)).hasSize(1);
        assertThatThrownBy(dying::close).isInstanceOf(FaultyFiles.Death.class);

        try (EventStore store = open(mirror)) {
            assertThat(everything(store)).isEmpty();
            assertThat(objects.dataFiles(prefix)).isEmpty();
            append(store, 0, SOME.subList(0, 20));
            append(store, 20, SOME.subList(20, 50));
        }
        try (EventStore store = open(elsewhere)) {
            assertThat(everything(store)).isEqualTo(sorted(SOME));
        }
    }

    @Test
    @DisplayName("An upload whose answer was lost, and that arrives late at that, doubles nothing")
    void shouldTakeBackWhatItDoesNotKnowOf() throws Exception {
        FaultyBucket bucket = new FaultyBucket(objects.bucket(prefix));
        byte[] late;
        String lost;
        try (EventStore store = open(bucket, mirror)) {
            bucket.loseAnswers(path -> path.endsWith(".parquet"));
            Batch batch = batch(0, 0, SOME);
            assertThatThrownBy(() -> store.append(batch, TestStores.NOTED)).hasMessage("no answer");
            lost = objects.dataFiles(prefix).getFirst();
            late = Files.readAllBytes(objects.file(prefix, lost));
            assertThat(everything(store)).isEmpty();

            bucket.loseAnswers(path -> false);
            append(store, 0, SOME.subList(0, 20));
            append(store, 20, SOME.subList(20, 50));
            assertThat(objects.dataFiles(prefix)).hasSize(2).doesNotContain(lost);
        }
        try (Bucket arriving = objects.bucket(prefix)) {
            arriving.write(lost, late, null);
        }
        try (EventStore store = open(mirror)) {
            assertThat(everything(store)).isEqualTo(sorted(SOME));
            assertThat(objects.dataFiles(prefix)).doesNotContain(lost);
            // Just the same file again is another matter.
            append(store, 0, SOME);
            assertThat(everything(store)).isEqualTo(sorted(SOME));
        }
    }

    @Test
    @DisplayName("With the bucket away nothing is written, questions are answered, and afterwards all is well")
    void shouldWaitForABucketThatIsAway(@TempDir Path directory) throws Exception {
        try (ObjectStore own = new ObjectStore(directory);
                EventStore store = open(own.bucket(prefix), mirror);
                StoreReader reader = new StoreReader(store, ReaderSettings.DEFAULT)) {
            append(store, 0, SOME);
            own.goAway();
            Batch batch = batch(0, 100, MORE);

            assertThatThrownBy(() -> store.append(batch, TestStores.NOTED))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the bucket s3://activities/" + prefix + "/ is away");
            assertThat(batch.size()).isEqualTo(MORE.size());
            assertThat(everything(reader)).isEqualTo(sorted(SOME));
            assertThatThrownBy(() -> store.erase("person-3")).isInstanceOf(IOException.class);

            own.comeBack();
            store.append(batch, TestStores.NOTED);
            assertThat(everything(reader)).isEqualTo(both());
            assertThat(own.dataFiles(prefix)).isEqualTo(dataFiles(mirror));
        }
    }

    @Test
    void shouldSayWhenTheBucketIsAwayOrRefusesWithoutTellingSecrets(@TempDir Path directory) throws Exception {
        try (ObjectStore own = new ObjectStore(directory);
                Bucket refusing = new S3Bucket(own.settings(prefix), ObjectStore.credentials("another secret"));
                Bucket missing = new S3Bucket(
                        new S3Settings(own.endpoint(), "nowhere", "", "us-east-1", true, true),
                        ObjectStore.credentials(ObjectStore.SECRET))) {
            assertThatThrownBy(() -> open(missing, mirror))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the bucket s3://nowhere/ answers 404 NoSuchBucket");
            assertThatThrownBy(refusing::list)
                    .isInstanceOf(IOException.class)
                    .hasMessage("the bucket s3://activities/" + prefix + "/ answers 403 SignatureDoesNotMatch");
            own.goAway();
            assertThatThrownBy(() -> open(own.bucket(prefix), mirror))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is away: Connection refused");
            own.comeBack();
            try (EventStore store = open(own.bucket(prefix), mirror)) {
                assertThat(everything(store)).isEmpty();
            }
        }
    }

    @Test
    @DisplayName("One process at a time: another mirror waits until the bucket is given back or was not renewed")
    void shouldHaveTheBucketToItself() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(NOON);
        try (Bucket bucket = objects.bucket(prefix)) {
            BucketLease first = lease(bucket, now);
            BucketLease second = lease(bucket, now);
            String store = first.take("one", null);

            assertThatThrownBy(() -> second.take("two", null)).hasMessageContaining("in use by another process");
            now.set(NOON.plusSeconds(59));
            first.renew();
            now.set(NOON.plusSeconds(61));
            assertThatThrownBy(() -> second.take("two", store)).hasMessageContaining("in use by another process");
            now.set(NOON.plusSeconds(121));
            assertThat(second.take("two", null)).isEqualTo(store);

            assertThatThrownBy(first::require).hasMessageContaining("taken over");
            assertThatThrownBy(first::require).hasMessageContaining("taken over");
            second.release();
            assertThat(lease(bucket, now).take("three", store)).isEqualTo(store);
            assertThat(lease(bucket, now).take("three", store))
                    .as("after a crash")
                    .isEqualTo(store);
        }
    }

    private static BucketLease lease(Bucket bucket, AtomicReference<Instant> now) {
        return new BucketLease(
                bucket,
                Duration.ofMinutes(1),
                () -> Duration.between(NOON, now.get()).toNanos());
    }

    @Test
    @DisplayName("A renewal whose answer was lost is our own")
    void shouldKeepTheBucketWhenAnAnswerIsLost() throws Exception {
        try (FaultyBucket bucket = new FaultyBucket(objects.bucket(prefix))) {
            BucketLease lease = lease(bucket, new AtomicReference<>(NOON));
            lease.take("one", null);
            bucket.loseAnswers(path -> true);
            assertThatThrownBy(lease::renew).hasMessage("no answer");
            bucket.loseAnswers(path -> false);

            lease.renew();
            lease.require();
        }
    }

    @Test
    @DisplayName("Neither a store of its own nor another bucket's mirror is ever emptied to become a mirror")
    void shouldMirrorNothingElse() throws Exception {
        try (EventStore local = TestStores.open(elsewhere)) {
            append(local, 0, SOME);
        }
        assertThatThrownBy(() -> open(elsewhere)).hasMessageContaining("a store of its own");
        fill();
        assertThatThrownBy(() -> new LocalFiles(mirror)).hasMessageContaining("mirror of a bucket");
        String other = ObjectStore.freshPrefix();
        assertThatThrownBy(() -> open(objects.bucket(other), mirror))
                .hasMessageContaining("does not hold the store that is mirrored here");
        try (EventStore store = open(objects.bucket(other), elsewhere.resolve("new"))) {
            append(store, 0, MORE);
        }
        assertThatThrownBy(() -> open(objects.bucket(other), mirror)).hasMessageContaining("holds another store");
        try (EventStore local = TestStores.open(elsewhere);
                EventStore store = open(mirror)) {
            assertThat(everything(local)).isEqualTo(sorted(SOME));
            assertThat(everything(store)).isEqualTo(both());
        }
    }
}
