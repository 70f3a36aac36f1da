package io.keepwatch.rules.engine;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.contracts.HrEvent;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.book.RuleBooks;
import io.keepwatch.rules.book.RuleSetException;
import io.keepwatch.rules.book.RuleSetReader;
import io.keepwatch.rules.score.Model;
import io.keepwatch.rules.score.ModelException;
import io.keepwatch.rules.score.WholePerson;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The shipped catalogue, compiled once for the scenarios, and what HR says in them as its door publishes it. */
final class ShippedRules {
    static final Duration PERIOD = Duration.ofDays(14);
    private static final long MB = 1_000_000;

    private static @Nullable RuleBook book;
    private static @Nullable WholePerson model;

    private ShippedRules() {}

    static synchronized RuleBook book() {
        if (book == null) {
            try {
                book = RuleBooks.load(Path.of(".."), null);
            } catch (RuleSetException e) {
                throw new IllegalStateException(e);
            }
        }
        return book;
    }

    /** The shipped model, without compiling any rule. */
    static synchronized WholePerson model() {
        if (model == null) {
            try {
                model = RuleSetReader.read(Path.of("..")).model();
            } catch (RuleSetException e) {
                throw new IllegalStateException(e);
            }
        }
        return model;
    }

    /** The shipped model without the findings that no rule declares: then no habit is asked. */
    static WholePerson modelWithoutKinds() {
        Model shipped = model().model();
        try {
            return WholePerson.of(new Model(
                    shipped.digest(),
                    shipped.root(),
                    shipped.nodes(),
                    shipped.likelihoodRatios(),
                    shipped.repeats(),
                    List.of(),
                    shipped.context()));
        } catch (ModelException e) {
            throw new IllegalStateException(e);
        }
    }

    static HrEvent resigned(String receipt, Instant occurred) {
        return HrHistories.said(
                receipt, HrEvent.RESIGNATION, occurred, null, HrHistories.period("enhanced", occurred, 14), null);
    }

    static HrEvent terminated(String receipt, Instant occurred, @Nullable LocalDate effective) {
        return HrHistories.said(
                receipt, HrEvent.TERMINATION, occurred, effective, HrHistories.period("enhanced", occurred, 14), null);
    }

    static HrEvent withdrawn(String receipt, Instant occurred, String what) {
        return HrHistories.said(receipt, HrEvent.WITHDRAWN, occurred, null, null, what);
    }

    static HrEvent rehired(String receipt, Instant occurred, @Nullable LocalDate from) {
        return HrHistories.said(receipt, HrEvent.REHIRED, occurred, from, null, null);
    }

    /** What HR says that only names how somebody is monitored. */
    static HrEvent monitored(String receipt, String event, String kind, Instant from, @Nullable Instant until) {
        return HrHistories.said(receipt, event, from, null, new HrEvent.Monitoring(kind, from, until), null);
    }

    /** Heard later than it happened. */
    static HrEvent heardAt(Instant heard, HrEvent event) {
        return new HrEvent(
                event.receipt(),
                event.event(),
                event.subject(),
                event.effective(),
                event.occurred(),
                heard,
                Map.of(),
                event.monitoring(),
                event.context(),
                event.withdraws());
    }

    /** More than the enhanced rule lets pass, and less than the one for everybody. */
    static Outcome downloadsSomewhatMuch(Person person, Instant time) {
        return downloads(person, time, 150);
    }

    /** More than anybody may without an alert. */
    static Outcome downloadsVeryMuch(Person person, Instant time) {
        return downloads(person, time, 600);
    }

    private static Outcome downloads(Person person, Instant time, long megabytes) {
        return person.does(
                ActivityType.FILE_DOWNLOAD,
                time.toString(),
                Attribute.PATH,
                "/share/all.zip",
                Attribute.BYTES,
                megabytes * MB);
    }

    static Outcome logsIn(Person person, Instant time) {
        return person.does(ActivityType.AUTH_LOGIN, time.toString(), Attribute.LOGIN_OUTCOME, "success");
    }
}
