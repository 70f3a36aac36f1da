package io.keepwatch.hunting.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts one file, or none, in the place of several of the same hour or day, so that no row is lost or doubled whenever the process
 * dies. A journal beside the files says what is about to happen, before the new file gets its place: the old files go if,
 * and only if, the new one is there. The old files are deleted once nobody reads them; the journal goes after them.
 */
final class Replacements {
    private static final String JOURNAL = "_replacing-";
    private static final Pattern JOURNAL_PATH = Pattern.compile("(.*)/_replacing-(\\d{1,18})");
    private static final String NEW = "new ";
    private static final String OLD = "old ";

    private final StoreFiles files;
    private final StoreListener listener;
    private final Catalogue catalogue;
    /**
     * Of each day, the replacements whose old files are not all deleted yet, in the order they were made: what one made may
     * be what another replaces, also where the one is of an hour and the other of its day.
     */
    private final Map<LocalDate, Deque<Pending>> pending = new HashMap<>();

    private record Pending(String journal, List<StoredFile> old) {}

    Replacements(StoreFiles files, StoreListener listener) {
        this.files = files;
        this.listener = listener;
        catalogue = new Catalogue(() -> files.later(this::sweep));
    }

    /** Whether this is the path of a journal. */
    static boolean isJournal(String path) {
        Matcher journal = JOURNAL_PATH.matcher(path);
        return journal.matches() && TimePartition.ofDirectory(journal.group(1)) != null;
    }

    /** The files that hold now; none before they are entered. */
    Catalogue catalogue() {
        return catalogue;
    }

    /**
     * Ends what a process that died had begun. In the order in which it was begun: a file that took the place of others
     * may have been replaced itself, and goes only after the journal that needs it.
     *
     * @param paths everything in the store
     */
    static void settle(StoreFiles files, List<String> paths) throws IOException {
        List<Matcher> journals = paths.stream()
                .map(JOURNAL_PATH::matcher)
                .filter(Matcher::matches)
                .sorted(Comparator.comparingLong(journal -> Long.parseLong(journal.group(2))))
                .toList();
        for (Matcher journal : journals) {
            String directory = journal.group(1) + "/";
            List<String> lines = lines(files, journal.group());
            boolean done = lines.stream()
                    .filter(line -> line.startsWith(NEW))
                    .allMatch(line -> paths.contains(path(directory, line.substring(NEW.length()))));
            if (done) {
                for (String line : lines) {
                    if (line.startsWith(OLD)) {
                        files.delete(path(directory, line.substring(OLD.length())));
                    }
                }
            }
            files.delete(journal.group());
        }
    }

    /** A journal of an earlier release has names of its own directory, without it. */
    private static String path(String directory, String name) {
        return name.contains("/") ? name : directory + name;
    }

    private static List<String> lines(StoreFiles files, String journal) throws IOException {
        byte[] content = files.read(journal, 0, (int) files.size(journal));
        return new String(content, StandardCharsets.UTF_8).lines().toList();
    }

    /**
     * Replaces files for everybody at once. Called by one thread at a time; no lock is held while the disk is waited for,
     * because whoever closes a lease asks for it.
     *
     * @param partition where what takes their place is to lie
     * @param old files of its time; all are live
     * @param staged what takes their place, complete, or null if nothing does
     */
    void replace(TimePartition partition, List<StoredFile> old, @Nullable Path staged) throws IOException {
        long generation = nextGeneration(partition.day(), old);
        StoredFile fresh =
                staged == null ? null : Checksums.named(staged, partition, crc -> StoredFile.merged(generation, crc));
        String journal = partition.directory() + "/" + JOURNAL + generation;
        files.write(journal, content(old, fresh));
        if (staged != null && fresh != null) {
            try {
                files.publish(staged, fresh.path());
            } catch (IOException e) {
                files.delete(journal);
                throw e;
            }
        }
        catalogue.replace(old, fresh);
        synchronized (this) {
            pending.computeIfAbsent(partition.day(), day -> new ArrayDeque<>())
                    .add(new Pending(journal, new ArrayList<>(old)));
        }
        sweep();
    }

    /** Higher than that of any file of these, and of any journal of the day: journals are settled in this order. */
    private synchronized long nextGeneration(LocalDate day, List<StoredFile> old) {
        long newest = 0;
        for (StoredFile file : old) {
            newest = Math.max(newest, file.generation());
        }
        for (Pending one : pending.getOrDefault(day, new ArrayDeque<>())) {
            newest = Math.max(newest, Long.parseLong(one.journal.substring(one.journal.lastIndexOf('-') + 1)));
        }
        return newest + 1;
    }

    private static byte[] content(List<StoredFile> old, @Nullable StoredFile fresh) {
        StringBuilder lines = new StringBuilder();
        if (fresh != null) {
            lines.append(NEW).append(fresh.path()).append('\n');
        }
        old.forEach(file -> lines.append(OLD).append(file.path()).append('\n'));
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Deletes what was replaced and is not read any more. */
    synchronized void sweep() {
        for (Iterator<Deque<Pending>> days = pending.values().iterator(); days.hasNext(); ) {
            Deque<Pending> ofDay = days.next();
            while (!ofDay.isEmpty() && finish(ofDay.getFirst())) {
                ofDay.removeFirst();
            }
            if (ofDay.isEmpty()) {
                days.remove();
            }
        }
    }

    private boolean finish(Pending one) {
        try {
            for (Iterator<StoredFile> old = one.old.iterator(); old.hasNext(); ) {
                StoredFile file = old.next();
                if (!catalogue.isLeased(file)) {
                    files.delete(file.path());
                    old.remove();
                }
            }
            if (one.old.isEmpty()) {
                files.delete(one.journal);
                return true;
            }
        } catch (IOException e) {
            listener.failed("deleting what was replaced", e);
        }
        return false;
    }
}
