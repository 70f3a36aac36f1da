package io.keepwatch.rules.backtest;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.rules.engine.Engine;
import io.keepwatch.rules.proof.ActivityLines;
import io.keepwatch.rules.proof.Lines;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Judges parts of a history, one after another, on one thread. */
final class Worker {
    /** Activities judged at a time by one set and then by the other, so that each set's cost can be told. */
    private static final int BATCH = 2_048;
    /** Activities a thread keeps to measure single rules with. */
    private static final int SAMPLE = 20_000;

    private final Backtest.Setting setting;
    private final History history;
    private final Set<String> seen;
    private final Backtest.Progress progress;
    private final ActivityLines reader;
    private final Trial live;
    private final Trial candidate;
    private final BandTally liveBands;
    private final BandTally candidateBands;
    private final Map<String, RuleTally> tallies = new TreeMap<>();
    private final List<Activity> batch = new ArrayList<>();
    private final List<Activity> sample = new ArrayList<>();
    private @Nullable String subject;
    private Instant newest = Instant.MIN;
    private Instant newestOfAll = Instant.MIN;
    private long activities;
    private long rejected;
    private long outOfOrder;

    Worker(Backtest.Setting setting, History history, Set<String> seen, Backtest.Progress progress) {
        this.setting = setting;
        this.history = history;
        this.seen = seen;
        this.progress = progress;
        this.reader = ActivityLines.asAccepted(setting.source(), setting.subjects());
        this.live = new Trial(new Engine(setting.live(), setting.lateness()));
        this.candidate = new Trial(new Engine(setting.candidate(), setting.lateness()));
        this.liveBands = new BandTally(setting.live().model(), setting.from(), setting.until());
        this.candidateBands = new BandTally(setting.candidate().model(), setting.from(), setting.until());
    }

    /** Takes parts until there are none left. */
    void judge(AtomicInteger next) throws IOException {
        for (int i = next.getAndIncrement(); i < history.parts().size(); i = next.getAndIncrement()) {
            History.Part part = history.parts().get(i);
            long before = activities;
            try (Lines lines = history.open(part)) {
                while (lines.advance()) {
                    judge(lines, part);
                }
                end();
            }
            progress.judged(activities - before, part.until() - part.from(), history.bytes());
            if (Thread.interrupted()) {
                return;
            }
        }
    }

    private void judge(Lines lines, History.Part part) throws IOException {
        Activity activity;
        try {
            if (lines.isTooLong()) {
                throw new MalformedMessageException("longer than " + Lines.LONGEST + " bytes");
            }
            activity = reader.read(lines.buffer(), lines.offset(), lines.length());
        } catch (MalformedMessageException e) {
            rejected++;
            progress.rejected(history.line(part, lines.number()), String.valueOf(e.getMessage()));
            return;
        }
        String of = activity.header().subject();
        if (!of.equals(subject)) {
            end();
            if (!seen.add(of)) {
                throw new UnsortedHistoryException(setting.file(), history.line(part, lines.number()));
            }
            begin(of);
        }
        if (activity.header().time().isBefore(newest)) {
            outOfOrder++;
        } else {
            newest = activity.header().time();
        }
        activities++;
        batch.add(activity);
        if (sample.size() < SAMPLE) {
            sample.add(activity);
        }
        if (batch.size() == BATCH) {
            playBatch();
        }
    }

    private void begin(String of) {
        subject = of;
        newest = Instant.MIN;
        live.begin(of, setting.subjects().records(of), setting.hr().getOrDefault(of, List.of()));
        candidate.begin(of, setting.subjects().records(of), setting.hr().getOrDefault(of, List.of()));
    }

    private void playBatch() {
        live.play(batch);
        candidate.play(batch);
        batch.clear();
    }

    /** Compares what was said of the person at hand. */
    private void end() {
        String of = subject;
        if (of == null) {
            return;
        }
        playBatch();
        subject = null;
        newestOfAll = newest.isAfter(newestOfAll) ? newest : newestOfAll;
        liveBands.add(of, live.risks());
        candidateBands.add(of, candidate.risks());
        live.alerts().values().stream().filter(this::isReported).forEach(alert -> {
            RuleTally tally = tally(alert);
            tally.raised(tally.live(), day(alert), setting.outcomes().of(alert));
            Alert other = candidate.alerts().get(alert.id());
            if (other == null) {
                tally.differs(RuleTally.Difference.REMOVED, of);
            } else if (other.count() != alert.count() || other.severity() != alert.severity()) {
                tally.differs(RuleTally.Difference.CHANGED, of);
            }
        });
        candidate.alerts().values().stream().filter(this::isReported).forEach(alert -> {
            RuleTally tally = tally(alert);
            tally.raised(tally.candidate(), day(alert), setting.outcomes().of(alert));
            if (!live.alerts().containsKey(alert.id())) {
                tally.differs(RuleTally.Difference.ADDED, of);
            }
        });
    }

    private boolean isReported(Alert alert) {
        Instant from = setting.from();
        Instant until = setting.until();
        return (from == null || !alert.at().isBefore(from))
                && (until == null || alert.at().isBefore(until));
    }

    private RuleTally tally(Alert alert) {
        return tallies.computeIfAbsent(alert.rule(), _ -> new RuleTally());
    }

    private static LocalDate day(Alert alert) {
        return LocalDate.ofInstant(alert.at(), ZoneOffset.UTC);
    }

    Map<String, RuleTally> tallies() {
        return tallies;
    }

    /** How the live set scored the people. */
    BandTally liveBands() {
        return liveBands;
    }

    /** How the candidate scored them. */
    BandTally candidateBands() {
        return candidateBands;
    }

    /** The time of the newest activity of anybody. */
    Instant newest() {
        return newestOfAll;
    }

    Trial live() {
        return live;
    }

    Trial candidate() {
        return candidate;
    }

    /** The first activities it judged. */
    List<Activity> sample() {
        return sample;
    }

    long activities() {
        return activities;
    }

    long rejected() {
        return rejected;
    }

    long outOfOrder() {
        return outOfOrder;
    }
}
