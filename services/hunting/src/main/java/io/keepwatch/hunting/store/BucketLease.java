package io.keepwatch.hunting.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One process at a time has a bucket: an object in it says which store this is and who has it, and is renewed while they
 * have it. Whoever finds it unchanged for the length of a lease, by their own clock, takes it over; whoever was away for
 * longer finds it changed and writes nothing any more. Thread-safe.
 */
final class BucketLease {
    /** The object. */
    static final String PATH = ".keepwatch";

    static final Duration USUAL = Duration.ofMinutes(1);

    private static final String NOBODY = "nobody";

    private final Bucket bucket;
    private final Duration length;
    private final LongSupplier nanoTime;
    private @Nullable Held held;
    private @Nullable String tag;
    private long renewed;
    private @Nullable String seen;
    private long seenSince;

    /** What the object says. The count makes each renewal another content. */
    private record Held(String store, String holder, long count) {
        private byte[] content() {
            return String.join("\n", store, holder, Long.toString(count)).getBytes(StandardCharsets.UTF_8);
        }

        private Held by(String other) {
            return new Held(store, other, count + 1);
        }

        private static Held read(Bucket bucket) throws IOException {
            List<String> lines = new String(bucket.read(PATH), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            try {
                return new Held(lines.get(0), lines.get(1), Long.parseLong(lines.get(2)));
            } catch (IndexOutOfBoundsException | NumberFormatException e) {
                throw new IOException(bucket + PATH + " is not what was written", e);
            }
        }
    }

    /** @param nanoTime a clock that only goes on */
    BucketLease(Bucket bucket, Duration length, LongSupplier nanoTime) {
        this.bucket = bucket;
        this.length = length;
        this.nanoTime = nanoTime;
    }

    /** How often it is to be renewed. */
    Duration renewEvery() {
        return length.dividedBy(3);
    }

    /**
     * Takes the bucket. To be tried again while another process seems to have it.
     *
     * @param holder who we are, the same after a crash
     * @param known the store that we know, or null if it may be any, also a new one
     * @return the store that it is
     * @throws IOException if it cannot be had now, or is another store than the one we know
     */
    synchronized String take(String holder, @Nullable String known) throws IOException {
        long now = nanoTime.getAsLong();
        String found = bucket.tag(PATH);
        if (found == null && known != null) {
            throw new IOException(bucket + " does not hold the store that is mirrored here: it has no " + PATH);
        }
        Held before = found == null ? new Held(UUID.randomUUID().toString(), NOBODY, 0) : Held.read(bucket);
        if (known != null && !known.equals(before.store)) {
            throw new IOException(bucket + " holds another store than the one that is mirrored here");
        }
        boolean free = before.holder.equals(NOBODY) || before.holder.equals(holder);
        if (!free && !isAbandoned(Objects.requireNonNull(found), now)) {
            throw new IOException(bucket + " is in use by another process");
        }
        Held ours = before.by(holder);
        tag = bucket.write(PATH, ours.content(), found);
        held = ours;
        renewed = now;
        return ours.store;
    }

    private boolean isAbandoned(String found, long now) {
        if (!found.equals(seen)) {
            seen = found;
            seenSince = now;
        }
        return now - seenSince >= length.toNanos();
    }

    /** Returns if it is ours for a while yet. */
    synchronized void require() throws IOException {
        if (held == null || nanoTime.getAsLong() - renewed > length.toNanos() / 2) {
            renew();
        }
    }

    /** @throws IOException if the bucket is away, or another process has taken it */
    synchronized void renew() throws IOException {
        Held ours = held;
        if (ours == null) {
            throw new IOException(bucket + " was taken over by another process while it was out of reach");
        }
        long now = nanoTime.getAsLong();
        Held next = ours.by(ours.holder);
        try {
            tag = bucket.write(PATH, next.content(), tag);
        } catch (Bucket.ChangedException e) {
            next = again(ours.holder);
        }
        held = next;
        renewed = now;
    }

    /** A renewal whose answer was lost is our own. */
    private Held again(String holder) throws IOException {
        String found = bucket.tag(PATH);
        Held now = found == null ? null : Held.read(bucket);
        if (now == null || !now.holder.equals(holder)) {
            held = null;
            throw new IOException(bucket + " was taken over by another process while it was out of reach");
        }
        Held next = now.by(holder);
        tag = bucket.write(PATH, next.content(), found);
        return next;
    }

    /** Gives it back, so that nobody need wait. */
    synchronized void release() throws IOException {
        if (held != null) {
            bucket.write(PATH, held.by(NOBODY).content(), tag);
            held = null;
        }
    }
}
