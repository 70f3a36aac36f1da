package io.keepwatch.hunting.store;

import static io.keepwatch.hunting.store.TestStores.NOON;
import static io.keepwatch.hunting.store.TestStores.append;
import static io.keepwatch.hunting.store.TestStores.dataFiles;
import static io.keepwatch.hunting.store.TestStores.everything;
import static io.keepwatch.hunting.store.TestStores.sorted;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.Activity;
import io.keepwatch.hunting.activity.SampleActivities;
import io.keepwatch.hunting.store.CrashTest.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Lets the process die before and after every single change of the bucket, and looks at what the next one finds, with the
 * mirror of the one that died and with an empty one.
 */
@DisplayName("G1: no row of a bucket is lost or doubled whatever the request at which the process dies")
class BucketCrashTest {
    private static final int FILES = 2;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(names = {"ADDING", "ERASING", "EXPIRING"})
    void shouldComeBackWithEveryRowOnce(Work work) throws Exception {
        long change = 0;
        for (boolean finished = false; !finished; change++) {
            for (boolean whenMade : List.of(false, true)) {
                boolean emptyMirror = (change + (whenMade ? 1 : 0)) % 2 == 0;
                Path mirror = directory.resolve(work + "-" + change + whenMade);
                String prefix = ObjectStore.freshPrefix();
                finished = dieAt(change, whenMade, prefix, mirror, work);
                check(prefix, emptyMirror && !finished ? directory.resolve(mirror + "-new") : mirror, work);
            }
        }
        assertThat(change).as("changes by " + work).isGreaterThan(1);
    }

    private static boolean dieAt(long change, boolean whenMade, String prefix, Path mirror, Work work)
            throws Exception {
        FaultyBucket bucket = new FaultyBucket(ObjectStore.shared().bucket(prefix));
        try (EventStore store = TestStores.open(ObjectStore.files(bucket, mirror, TestStores.STRICT))) {
            fill(store);
            bucket.dieAt(change, whenMade);
            try {
                work.doing.with(store);
                bucket.dieAt(Long.MAX_VALUE, false);
                return true;
            } catch (FaultyFiles.Death e) {
                return false;
            }
        } catch (FaultyFiles.Death e) {
            // The dead do not give the bucket back.
            return false;
        }
    }

    private static void fill(EventStore store) throws IOException {
        for (int i = 0; i < FILES; i++) {
            append(store, i * 100L, SampleActivities.within(NOON, CrashTest.EACH, i * CrashTest.EACH));
        }
    }

    private static void check(String prefix, Path mirror, Work work) throws Exception {
        List<Activity> before = SampleActivities.within(NOON, FILES * CrashTest.EACH, 0);
        List<Activity> left = new ArrayList<>(before.stream().filter(work.left).toList());
        Bucket bucket = ObjectStore.shared().bucket(prefix);
        takeOver(bucket, mirror);
        try (EventStore store = TestStores.open(ObjectStore.files(bucket, mirror, TestStores.STRICT))) {
            List<Activity> found = everything(store);
            assertThat(found).doesNotHaveDuplicates().containsAll(left);
            assertThat(CrashTest.rowsInPlainFiles(mirror)).isEqualTo(found.size());

            work.doing.with(store);
            append(store, 0, left);
            if (work == Work.ADDING) {
                left.addAll(SampleActivities.within(NOON, CrashTest.EACH, 5 * CrashTest.EACH));
            }
            assertThat(everything(store)).isEqualTo(sorted(left));
            assertThat(ObjectStore.shared().dataFiles(prefix)).isEqualTo(dataFiles(mirror));
        }
    }

    /** A mirror that the bucket does not know waits until it is sure that nobody has it any more: here, no time. */
    private static void takeOver(Bucket bucket, Path mirror) throws IOException {
        BucketLease impatient = new BucketLease(bucket, Duration.ZERO, System::nanoTime);
        if (!MirrorIdentity.isIn(mirror)) {
            impatient.take("the next", null);
            impatient.release();
        }
    }
}
