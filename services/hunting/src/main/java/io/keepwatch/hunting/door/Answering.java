package io.keepwatch.hunting.door;

import io.keepwatch.hunting.HuntingConfig;
import io.keepwatch.hunting.asking.Export;
import io.keepwatch.hunting.asking.Histogram;
import io.keepwatch.hunting.asking.Hunt;
import io.keepwatch.hunting.asking.People;
import io.keepwatch.hunting.asking.PriorityLists;
import io.keepwatch.hunting.asking.Statistics;
import io.keepwatch.hunting.asking.TimeLimits;
import io.keepwatch.hunting.asking.Values;
import io.keepwatch.hunting.review.DepartureReviews;
import io.keepwatch.hunting.review.LeftOpen;
import io.keepwatch.hunting.review.PullTransfers;
import io.keepwatch.hunting.review.ReviewLimits;
import io.keepwatch.hunting.running.Activities;
import io.keepwatch.hunting.running.NotOpenException;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Whoever answers, each with the store as it is open now. */
@Singleton
final class Answering {
    private final Activities activities;
    private final HuntingConfig config;
    private final Clock domainClock;
    private final TimeLimits limits;
    private final PriorityLists lists;

    Answering(Activities activities, HuntingConfig config, Clock domainClock) {
        this.activities = activities;
        this.config = config;
        this.domainClock = domainClock;
        limits = new TimeLimits(config.questionTime(), TimeLimits.DEFAULT.completion(), config.exportTime());
        lists = new PriorityLists(config.rules().orElse(config.directory().resolve("no-rules")));
    }

    Hunt hunt() throws NotOpenException {
        return new Hunt(activities.reader(), domainClock, limits);
    }

    Statistics statistics() throws NotOpenException {
        return new Statistics(activities.reader(), lists, limits);
    }

    Histogram histogram() throws NotOpenException {
        return new Histogram(activities.reader(), limits);
    }

    Values values() throws NotOpenException {
        return new Values(activities.reader(), domainClock, limits);
    }

    People people() throws NotOpenException {
        return new People(activities.reader(), limits);
    }

    Export export() throws NotOpenException {
        return new Export(activities.reader(), config.scratch(), limits);
    }

    DepartureReviews departures() throws NotOpenException {
        return new DepartureReviews(
                activities.reader(),
                () -> new ListedPriorities(lists.judge()),
                new ReviewLimits(ReviewLimits.DEFAULT.rows(), config.questionTime()));
    }

    PullTransfers pullTransfers(int rows) throws NotOpenException {
        return new PullTransfers(activities.reader(), new ReviewLimits(rows, config.questionTime()));
    }

    LeftOpen leftOpen(int rows) throws NotOpenException {
        return new LeftOpen(activities.reader(), new ReviewLimits(rows, config.questionTime()));
    }
}
