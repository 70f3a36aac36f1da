package io.keepwatch.cases.monitoring;

import io.keepwatch.cases.audit.Caller;
import io.keepwatch.cases.casefile.Looks;
import io.keepwatch.cases.casefile.Visibility;
import io.keepwatch.cases.hr.HrStore;
import io.keepwatch.cases.http.Cursor;
import io.keepwatch.cases.person.People;
import io.keepwatch.cases.task.Departures;
import io.keepwatch.cases.timeline.TimelineStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Looking at how somebody is monitored, and at what happened; each look with its audit entry in one transaction. */
@ApplicationScoped
class Monitored {
    private final MonitoringStore store;
    private final HrStore hr;
    private final People people;
    private final Departures departures;
    private final TimelineStore timeline;
    private final Looks looks;
    private final Duration longestGap;

    Monitored(
            MonitoringStore store,
            HrStore hr,
            People people,
            Departures departures,
            TimelineStore timeline,
            Looks looks,
            @ConfigProperty(name = "keepwatch.monitoring.longest-gap") Duration longestGap) {
        this.store = store;
        this.hr = hr;
        this.people = people;
        this.departures = departures;
        this.timeline = timeline;
        this.looks = looks;
        this.longestGap = longestGap;
    }

    /** @return how the person is monitored; fails with 404 where the caller may not look at the person */
    Uni<MonitoringView> monitoring(String subject, Caller caller) {
        return looks.at(
                "subjects.monitoring",
                subject,
                caller,
                () -> store.of(subject)
                        .chain(changes -> hr.of(subject)
                                .chain(told -> departures
                                        .of(subject)
                                        .chain(departure -> people.profile(subject)
                                                .map(person -> MonitoringView.of(
                                                        changes,
                                                        told,
                                                        departure.orElse(null),
                                                        longestGap,
                                                        !person.known()))))));
    }

    /**
     * @param question what a cursor of this list is bound to
     * @return a page; fails with 404 where the caller may not look at the person
     */
    Uni<TimelineView> timeline(String subject, @Nullable Cursor after, int limit, String question, Caller caller) {
        Visibility cases = Visibility.of(caller);
        return looks.at(
                "subjects.timeline",
                subject,
                caller,
                () -> timeline.page(subject, cases.condition(), cases.values(), after, limit)
                        .map(lines -> {
                            List<TimelineStore.Line> shown = lines.subList(0, Math.min(lines.size(), limit));
                            String next = lines.size() > limit
                                    ? shown.getLast().place().encode(question)
                                    : null;
                            return new TimelineView(
                                    shown.stream().map(TimelineView.Item::of).toList(), next);
                        }));
    }
}
