package io.keepwatch.cases.score;

import io.keepwatch.cases.audit.AuditTrail;
import io.keepwatch.cases.audit.Caller;
import io.keepwatch.cases.audit.Look;
import io.keepwatch.cases.casefile.Looks;
import io.keepwatch.cases.casefile.Visibility;
import io.keepwatch.cases.http.Cursor;
import io.keepwatch.cases.http.Problems;
import io.keepwatch.cases.person.People;
import io.keepwatch.cases.person.Profile;
import io.keepwatch.cases.risk.Knowledge;
import io.keepwatch.cases.risk.ModelStore;
import io.keepwatch.cases.risk.RiskStore;
import io.keepwatch.cases.risk.StandingStore;
import io.keepwatch.rules.score.Dossier;
import io.keepwatch.rules.score.WholePerson;
import io.keepwatch.rules.score.Words;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looking at scores; each look at people with its audit entry in one transaction, what it takes to compute after it. */
@ApplicationScoped
class Scores {
    /** Of what is ahead, so much is told. */
    private static final int MOST_AHEAD = 10;

    private final Looks looks;
    private final StandingStore standings;
    private final RiskStore records;
    private final ModelStore models;
    private final People people;
    private final AuditTrail audit;
    private final Clock domainClock;

    Scores(
            Looks looks,
            StandingStore standings,
            RiskStore records,
            ModelStore models,
            People people,
            AuditTrail audit,
            Clock domainClock) {
        this.looks = looks;
        this.standings = standings;
        this.records = records;
        this.models = models;
        this.people = people;
        this.audit = audit;
        this.domainClock = domainClock;
    }

    /** What a person's score is computed from. */
    private record Source(Optional<Knowledge> knowledge, Optional<WholePerson> model, Profile profile) {
        /** Fails with 503 while the model is on its way. */
        WholePerson usable() {
            return model.orElseThrow(Problems::modelNotKnown);
        }

        Dossier dossier(Instant at) {
            return knowledge.map(known -> known.dossier(at)).orElseGet(Dossier::empty);
        }

        /** When the newest of what counts was recorded; null where there is nothing. */
        @Nullable
        Instant recordedAt() {
            return knowledge.map(known -> known.record().recordedAt()).orElse(null);
        }

        /** Now; later only for what was told by a source whose clock is ahead. */
        Instant latest(Instant now) {
            return knowledge
                    .map(known -> known.record().at())
                    .filter(at -> at.isAfter(now))
                    .orElse(now);
        }
    }

    /** @return people by their scores; hr has only those of a case that has asked HR */
    Uni<SubjectPage> list(SubjectQuery query, Caller caller) {
        Visibility visible = looks.visibility(caller);
        Instant now = domainClock.instant();
        return Panache.withTransaction(() -> standings
                .page(
                        query.bands(),
                        visible == null ? null : visible.condition(),
                        visible == null ? Map.of() : visible.values(),
                        query.after(),
                        query.limit())
                .chain(found -> {
                    List<StandingStore.Listed> shown = found.subList(0, Math.min(found.size(), query.limit()));
                    String next = found.size() > query.limit()
                            ? shown.getLast().place().encode(query.question())
                            : null;
                    Look look = Look.list(
                            "subjects.list",
                            null,
                            shown.stream().map(StandingStore.Listed::subject).toList());
                    return audit.record(caller, look)
                            .replaceWith(new SubjectPage(
                                    shown.stream()
                                            .map(one -> SubjectPage.Item.of(one, now))
                                            .toList(),
                                    next));
                }));
    }

    /**
     * A score with its working.
     *
     * @param at the instant it is of; null for now
     * @param known only what was recorded by then counts; null for everything
     * @return the score; fails with 404 where the caller may not look at the person, with 503 while its model is on its way
     */
    Uni<RiskView> risk(String subject, @Nullable Instant at, @Nullable Instant known, Caller caller) {
        Instant now = domainClock.instant();
        return looks.at("subjects.risk", subject, caller, () -> source(subject, at, known))
                // With a hundred findings it takes milliseconds: not on the thread that serves everybody.
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(source -> {
                    WholePerson model = source.usable();
                    Instant asked = at == null ? source.latest(now) : at;
                    Dossier dossier = source.dossier(asked);
                    Instant recordedAt = source.recordedAt();
                    Instant everything = recordedAt != null && recordedAt.isAfter(now) ? recordedAt : now;
                    return RiskView.of(
                            subject,
                            model.explain(dossier, asked),
                            model.changesAhead(dossier, asked, MOST_AHEAD),
                            model.nextCrossing(dossier, asked),
                            new Words(model.model(), source.profile().zone()),
                            known == null ? everything : known,
                            recordedAt,
                            !source.profile().known());
                });
    }

    /** @return a page of what was said of the score; fails with 404 where the caller may not look at the person */
    Uni<HistoryView> history(String subject, @Nullable Cursor after, int limit, String question, Caller caller) {
        Long before = after == null ? null : Long.valueOf(after.keys().getFirst());
        return looks.at(
                "subjects.risk-history",
                subject,
                caller,
                () -> records.history(subject, before, limit).map(lines -> {
                    List<RiskStore.Line> shown = lines.subList(0, Math.min(lines.size(), limit));
                    String next = lines.size() > limit
                            ? Cursor.after(Long.toString(shown.getLast().number()))
                                    .encode(question)
                            : null;
                    return new HistoryView(
                            shown.stream().map(HistoryView.Item::of).toList(), next);
                }));
    }

    /**
     * The score over time, drawn.
     *
     * @param span what is to be seen
     * @return SVG; fails as {@link #risk} does
     */
    Uni<String> chart(String subject, ChartSpan span, Caller caller) {
        Instant now = domainClock.instant();
        return looks.at("subjects.risk-chart", subject, caller, () -> source(subject, span.earliest(now), null))
                // Hundreds of scores: not on the thread that serves everybody.
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(source -> {
                    Instant to = span.to() == null ? source.latest(now) : span.to();
                    ScoreCurve curve = ScoreCurve.of(
                            source.usable(),
                            source::dossier,
                            source.knowledge().map(Knowledge::record).orElse(null),
                            span.from(to),
                            to);
                    return new ScoreChart(subject, curve, source.profile().zone()).svg();
                });
    }

    private Uni<Source> source(String subject, @Nullable Instant at, @Nullable Instant known) {
        return records.knowledge(subject, at, known)
                .chain(knowledge -> model(knowledge)
                        .chain(model -> people.profile(subject).map(profile -> new Source(knowledge, model, profile))));
    }

    private Uni<Optional<WholePerson>> model(Optional<Knowledge> knowledge) {
        return knowledge.isPresent() ? models.one(knowledge.get().record().model()) : models.newest();
    }
}
