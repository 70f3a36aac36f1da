package io.keepwatch.ingestion.identity;

import io.keepwatch.contracts.Identity;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Everyone known, in memory: whose an account or a host is, and whose it was. Thread-safe; a reader sees the changes of
 * one call whole or not at all. A record counts by its place in the topic, so that what is read back late never undoes
 * what was answered since.
 */
@Singleton
public final class Directory {
    private final ConcurrentHashMap<String, Entry> people = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, String> accounts = new ConcurrentHashMap<>();
    private final Names caseBlindAccounts = new Names();
    private final Names hosts = new Names();
    private final Names formerAccounts = new Names();
    private final StampedLock lock = new StampedLock();

    private record Entry(Identity identity, long offset) {}

    /**
     * A person's record and its place in the topic.
     *
     * @param offset in the person's partition
     */
    record Placed(Identity identity, long offset) {}

    /**
     * Whose this account is, written exactly so; else of one person alone, in any case; else, where nobody has it any
     * more, whose alone it was before they left: what runs on under it is still theirs. Null if nobody's.
     */
    public @Nullable String holderOfAccount(String account) {
        return read(account, this::holderOrFormer);
    }

    /** Whose this account is, written exactly so. */
    @Nullable
    String claimantOfAccount(String account) {
        return accounts.get(account);
    }

    /** Whose this host is, in any case; null if it is nobody's, or shared. */
    public @Nullable String ownerOfHost(String host) {
        return read(host, hosts::soleHolder);
    }

    /** True if the name, an account or a subject, is of someone who has left, and of nobody who is here. */
    public boolean hasLeft(String name) {
        return Boolean.TRUE.equals(read(name, this::left));
    }

    /** The newest record of a person; null if there is none. */
    public @Nullable Identity find(String subject) {
        Entry entry = people.get(subject);
        return entry == null ? null : entry.identity();
    }

    /** How many people are known, those who left included. */
    public int size() {
        return people.size();
    }

    /** Takes records in, in their order; one before the newest known of its person is ignored. */
    void apply(List<Placed> records) {
        long stamp = lock.writeLock();
        try {
            records.forEach(placed -> apply(placed.identity(), placed.offset()));
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    private @Nullable String holderOrFormer(String account) {
        String holder = exactOrCaseBlind(account);
        return holder == null && !caseBlindAccounts.isHeld(account) ? formerAccounts.soleHolder(account) : holder;
    }

    private @Nullable String exactOrCaseBlind(String account) {
        String holder = accounts.get(account);
        return holder != null ? holder : caseBlindAccounts.soleHolder(account);
    }

    private boolean left(String name) {
        Entry person = people.get(name);
        if (person != null) {
            return person.identity().retired();
        }
        return !caseBlindAccounts.isHeld(name) && formerAccounts.isHeld(name);
    }

    /** Reads without waiting where nothing changes meanwhile, which is nearly always. */
    private <T extends @Nullable Object> T read(String name, Function<String, T> reader) {
        long stamp = lock.tryOptimisticRead();
        if (stamp != 0) {
            T seen = reader.apply(name);
            if (lock.validate(stamp)) {
                return seen;
            }
        }
        stamp = lock.readLock();
        try {
            return reader.apply(name);
        } finally {
            lock.unlockRead(stamp);
        }
    }

    private void apply(Identity identity, long offset) {
        String subject = identity.subject();
        Entry before = people.get(subject);
        if (before != null && before.offset() >= offset) {
            return;
        }
        if (before != null) {
            forget(before.identity());
        }
        people.put(subject, new Entry(identity, offset));
        if (identity.retired()) {
            identity.accounts().forEach(account -> formerAccounts.add(account, subject));
            return;
        }
        for (String account : identity.accounts()) {
            accounts.put(account, subject);
            caseBlindAccounts.add(account, subject);
        }
        identity.hosts().forEach(host -> hosts.add(host, subject));
    }

    private void forget(Identity before) {
        String subject = before.subject();
        if (before.retired()) {
            before.accounts().forEach(account -> formerAccounts.remove(account, subject));
            return;
        }
        for (String account : before.accounts()) {
            accounts.remove(account, subject);
            caseBlindAccounts.remove(account, subject);
        }
        before.hosts().forEach(host -> hosts.remove(host, subject));
    }
}
