package io.keepwatch.hunting.review;

import io.keepwatch.hunting.asking.Cancellation;
import io.keepwatch.hunting.review.DepartureReview.Gap;
import io.keepwatch.hunting.review.DepartureReview.Part;
import io.keepwatch.hunting.store.Question;
import io.keepwatch.hunting.store.QuestionStoppedException;
import io.keepwatch.hunting.store.StoreReader;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Reviews what people did before they left and until somebody watched. Thread-safe as its parts are. */
public final class DepartureReviews {
    private final StoreReader reader;
    private final Supplier<Priorities> lists;
    private final ReviewLimits limits;

    /** @param lists asked once for each review: the lists as they are now */
    public DepartureReviews(StoreReader reader, Supplier<Priorities> lists, ReviewLimits limits) {
        this.reader = reader;
        this.lists = lists;
        this.limits = limits;
    }

    /**
     * The review of a departure, as of {@link Departure#now}. Of somebody nobody has heard of it is empty and says so.
     *
     * @throws QuestionStoppedException if it was cancelled, or took longer than the limit
     */
    public DepartureReview review(Departure departure, Cancellation cancellation)
            throws SQLException, IOException, QuestionStoppedException {
        Window after = departure.after();
        return reader.ask(
                LeftOpen.window(departure.left()).from(), after.until().plusNanos(1), limits.time(), question -> {
                    cancellation.covers(question);
                    return review(departure, question);
                });
    }

    private DepartureReview review(Departure departure, Question question) throws SQLException {
        Periods periods = Periods.of(departure);
        Course course = new Course(periods, departure.zone()).read(question);
        Reading before = new Reading(departure, Periods.BEFORE, periods.before());
        Reading after = new Reading(departure, Periods.AFTER, periods.after());
        Priorities priorities = lists.get();
        Executables.read(question, periods, priorities, List.of(before.executables, after.executables));
        Connections.read(question, periods, priorities, List.of(before.connections, after.connections));
        Part partBefore = before.part(question, course);
        Part partAfter = after.part(question, course);
        DepartureReview review = new DepartureReview(
                departure.subject(),
                departure.left(),
                departure.now(),
                departure.zone().getId(),
                !course.isEmpty() || isAnything(partBefore) || isAnything(partAfter),
                List.of(),
                gap(departure),
                departure.monitoring(),
                course.ordinary(),
                partBefore,
                partAfter,
                course.days());
        return review.saying(new Summary(review).sentences(question.missing().size()));
    }

    /** One of the windows while it is read. */
    private final class Reading {
        private final String name;
        private final int period;
        private final Window window;
        private final Asked asked;
        private final Executables executables;
        private final Connections connections;

        Reading(Departure departure, int period, Window window) {
            name = departure.subject();
            this.period = period;
            this.window = window;
            asked = Asked.about(name, window);
            executables = new Executables(period, asked, limits.rows());
            connections = new Connections(period, asked, limits.rows());
        }

        Part part(Question question, Course course) throws SQLException {
            return new Part(
                    window,
                    course.activities(period),
                    asked.toString(),
                    executables.rarest(),
                    executables.frequent(),
                    connections.transfers(),
                    PullTransfers.find(question, window, name, limits.rows()),
                    LeftOpen.find(question, name, window.until(), limits.rows()),
                    course.data(period, window));
        }
    }

    private static boolean isAnything(Part part) {
        return !part.leftOpen().isEmpty() || !part.pulled().transfers().isEmpty();
    }

    private static Gap gap(Departure departure) {
        Duration length = departure.after().length();
        boolean tooSlow = length.compareTo(Departure.LONGEST_GAP) > 0;
        return new Gap(departure.watchKnown(), length.toSeconds(), tooSlow, tooSlow || departure.watchKnown() == null);
    }
}
