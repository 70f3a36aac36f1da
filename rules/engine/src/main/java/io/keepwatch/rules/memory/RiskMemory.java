package io.keepwatch.rules.memory;

import io.keepwatch.rules.score.Band;
import io.keepwatch.rules.score.Evidence;
import io.keepwatch.rules.score.PublishedBand;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a person's score: the evidence, and what was last published. The evidence lies in a record of its
 * own that is read when it is needed; the rest is a few bytes of the hot record, of people of whom there is any.
 */
public final class RiskMemory {
    /**
     * Most findings kept of a person; those that end first give way. Of one kind the 128th counts less than a thousandth
     * of the first, and this many are a hundred of kinds that hardly repeat.
     */
    static final int MOST = 128;

    private static final PublishedBand NOTHING = PublishedBand.of(Band.MONITOR);
    /** By when they end, then by id. */
    private static final Comparator<Evidence> ENDING =
            Comparator.comparing(Evidence::end).thenComparing(Evidence::id);

    private final EvidenceReader reader;
    private final Sections sections = new Sections();
    private @Nullable Kept kept;
    private int stored;
    private PublishedBand published = NOTHING;
    private @Nullable Instant looked;
    private @Nullable Instant due;
    private boolean changed;
    private boolean evidenceChanged;
    private boolean lostSomething;

    /** Reads what is stored of it. */
    @FunctionalInterface
    interface EvidenceReader {
        Kept read(Sections sections);
    }

    /**
     * What the evidence record holds.
     *
     * @param findings by id
     * @param traces of the findings that combinations look at
     */
    record Kept(SortedMap<String, Evidence> findings, Traces traces) {
        static Kept nothing() {
            return new Kept(new TreeMap<>(), new Traces());
        }
    }

    RiskMemory(EvidenceReader reader) {
        this.reader = reader;
    }

    /** Every finding that may still count, by id. */
    public Collection<Evidence> evidence() {
        return byId().values();
    }

    /** The finding of this id; null if there is none. */
    public @Nullable Evidence finding(String id) {
        return byId().get(id);
    }

    private SortedMap<String, Evidence> byId() {
        return kept().findings();
    }

    private Kept kept() {
        Kept known = kept;
        if (known == null) {
            known = stored == 0 ? Kept.nothing() : reader.read(sections);
            kept = known;
        }
        return known;
    }

    /** What was found lately, as combinations look at it. */
    public Traces traces() {
        return kept().traces();
    }

    /** Remembers what was found; what happened before {@code reach} is needed no more. */
    public void leave(List<Trace> found, Instant reach) {
        if (!found.isEmpty()) {
            lostSomething |= traces().add(found, reach);
            changed = true;
            evidenceChanged = true;
        }
    }

    /**
     * Remembers a finding, in place of what was known of it.
     *
     * @return whether it is another than before
     */
    public boolean put(Evidence finding) {
        if (finding.equals(byId().put(finding.id(), finding))) {
            return false;
        }
        if (byId().size() > MOST) {
            lostSomething = true;
            Evidence first = byId().values().stream().min(ENDING).orElseThrow();
            byId().remove(first.id());
            if (first == finding) {
                return false;
            }
        }
        changed = true;
        evidenceChanged = true;
        return true;
    }

    /** Whether, since this was last asked, a finding gave way because there were too many. */
    public boolean hasLostSomething() {
        boolean lost = lostSomething;
        lostSomething = false;
        return lost;
    }

    /** Drops findings that say nothing any more from {@code at} on, and with the last of them what it was found in. */
    public void forget(Instant at) {
        if (byId().values().removeIf(finding -> !finding.end().isAfter(at))) {
            if (byId().isEmpty()) {
                traces().clear();
            }
            changed = true;
            evidenceChanged = true;
        }
    }

    /** The band that was last published. */
    public PublishedBand published() {
        return published;
    }

    /** The instant that was last looked at; null if there was none, or nothing was found then that could matter since. */
    public @Nullable Instant looked() {
        return looked;
    }

    /** When time alone may have changed something, so that somebody has to look; null if never. */
    public @Nullable Instant due() {
        return due;
    }

    /**
     * Somebody has looked.
     *
     * @param at the instant
     * @param band what is published since
     * @param next when to look again
     */
    public void looked(Instant at, PublishedBand band, @Nullable Instant next) {
        boolean matters = next != null || !band.equals(NOTHING) || !evidence().isEmpty();
        restore(stored, band, matters ? at : null, next);
        changed = true;
    }

    void restore(int findings, PublishedBand band, @Nullable Instant at, @Nullable Instant next) {
        stored = findings;
        published = band;
        looked = at;
        due = next;
    }

    Sections sections() {
        return sections;
    }

    /** How many findings and traces are stored, or will be; none if there is no record of them. */
    int size() {
        Kept known = kept;
        return known == null
                ? stored
                : known.findings().size() + known.traces().all().size();
    }

    /** Whether there is nothing to remember: so it is of most people. */
    boolean isEmpty() {
        return looked == null && size() == 0;
    }

    boolean changed() {
        return changed;
    }

    boolean evidenceChanged() {
        return evidenceChanged;
    }

    /** Lets the findings go, which are stored. */
    void stored() {
        stored = size();
        kept = null;
        changed = false;
        evidenceChanged = false;
    }
}
