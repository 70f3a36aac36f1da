package io.keepwatch.rules.engine;

import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.AlertActivity;
import io.keepwatch.contracts.Risk;
import io.keepwatch.rules.book.Rule;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.book.RuleFolder;
import io.keepwatch.rules.judgement.RuleFailure;
import io.keepwatch.rules.memory.AlertGroup;
import io.keepwatch.rules.memory.Members;
import io.keepwatch.rules.memory.Remembered;
import io.keepwatch.rules.memory.RiskMemory;
import io.keepwatch.rules.memory.SubjectState;
import io.keepwatch.rules.score.Crossing;
import io.keepwatch.rules.score.Dossier;
import io.keepwatch.rules.score.Evidence;
import io.keepwatch.rules.score.PublishedBand;
import io.keepwatch.rules.score.WholePerson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person's evidence and circumstances come to, and when to look again (S3-05, S3-06, R13, R17). A person is looked
 * at when evidence or circumstances have changed, when the curve crosses the edge of a band, and daily while something is
 * fading; each look is as of its own time, never before the last one.
 */
final class Scoring {
    /** How much time may pass between two looks at a person of whom there is live evidence. */
    static final Duration LONGEST_WAIT = Duration.ofDays(1);
    /** Most activities that a finding names: the earliest of its alert's. */
    static final int MOST_ACTIVITIES = 32;

    private final WholePerson model;
    private final RuleIndex rules;

    Scoring(RuleBook book, RuleIndex rules) {
        this.model = book.model();
        this.rules = rules;
    }

    private boolean remember(SubjectState state, Map<AlertGroup, Rule> grown) {
        boolean more = false;
        for (Map.Entry<AlertGroup, Rule> entry : grown.entrySet()) {
            AlertGroup group = entry.getKey();
            more |= remember(
                    state,
                    entry.getValue(),
                    group.id(),
                    group.earliest().activity().time(),
                    group.earliest().fields(),
                    group.activities(),
                    group.members());
        }
        return more;
    }

    /**
     * Remembers what one alert says of the person.
     *
     * @param at when its condition was first met
     * @param fields values of the fields that its texts name
     * @param members what it is made of, if it is a combination's
     * @return whether that is more than was known
     */
    private boolean remember(
            SubjectState state,
            Rule rule,
            String alert,
            Instant at,
            Map<String, String> fields,
            List<AlertActivity> activities,
            Members members) {
        if (!rule.leavesEvidence()) {
            return false;
        }
        String says = rules.textOf(rule).says(fields);
        List<String> names =
                activities.stream().limit(MOST_ACTIVITIES).map(Scoring::named).toList();
        boolean more = false;
        for (RuleFolder.Evidence said : rule.evidence()) {
            more |= state.risk()
                    .put(new Evidence(
                            alert + '-' + said.node(),
                            said.kind() == null ? rule.id() : said.kind(),
                            says,
                            said.node(),
                            said.strength(),
                            said.negative(),
                            1,
                            said.halfLife(),
                            said.family(),
                            at,
                            names,
                            List.copyOf(members.evidence())));
        }
        return more;
    }

    /** How a finding names an activity. */
    static String named(AlertActivity activity) {
        return activity.source() + '/' + activity.id();
    }

    /** As {@link #remember}, of an activity that came too late to count in its place. */
    boolean rememberLate(SubjectState state, Rule rule, Remembered match, Alert alert) {
        Map<String, String> fields = rules.textOf(rule).fieldsOf(match, state.subject());
        return remember(state, rule, alert.id(), alert.at(), fields, alert.activities(), new Members());
    }

    /**
     * What an input has changed.
     *
     * @param grown the alerts that are others than before
     * @param otherCircumstances whether circumstances are others than before
     * @param time when it happened
     * @param findings is told if there is no room
     */
    List<Risk> after(
            SubjectState state,
            Map<AlertGroup, Rule> grown,
            boolean otherCircumstances,
            Instant time,
            Findings findings,
            Instant now) {
        boolean more = remember(state, grown) | findings.rememberHabitual(state);
        for (Evidence said : findings.evidence()) {
            more |= state.risk().put(said);
        }
        if (state.risk().hasLostSomething()) {
            findings.fail(new RuleFailure(Engine.MEMORY, "too much evidence of one person: what ends first gave way"));
        }
        if (!more && !otherCircumstances) {
            return List.of();
        }
        Instant newest = state.newest();
        return changed(state, more ? Risk.EVIDENCE : Risk.CIRCUMSTANCES, newest.isBefore(time) ? time : newest, now);
    }

    /**
     * What has changed by an input; before that, what time alone had changed until then.
     *
     * @param reason {@link Risk#EVIDENCE} or {@link Risk#CIRCUMSTANCES}
     * @param time when what changed it happened
     */
    List<Risk> changed(SubjectState state, String reason, Instant time, Instant now) {
        List<Risk> changes = new ArrayList<>(due(state, time, now));
        Instant looked = state.risk().looked();
        look(state, looked == null || looked.isBefore(time) ? time : looked, reason, now, changes);
        return changes;
    }

    /** What time alone has changed up to {@code until}, each look as of its own time. */
    List<Risk> due(SubjectState state, Instant until, Instant now) {
        List<Risk> changes = new ArrayList<>();
        for (Instant due = state.risk().due();
                due != null && !due.isAfter(until);
                due = state.risk().due()) {
            look(state, due, null, now, changes);
        }
        return changes;
    }

    private void look(SubjectState state, Instant at, @Nullable String reason, Instant now, List<Risk> changes) {
        RiskMemory risk = state.risk();
        Dossier dossier =
                new Dossier(List.copyOf(risk.evidence()), state.person().circumstances());
        risk.forget(at);
        double score = model.score(dossier, at);
        PublishedBand before = risk.published();
        PublishedBand band = before.next(score, at);
        risk.looked(at, band, next(dossier, band, at));
        if (reason != null) {
            changes.add(risk(state, dossier, at, band, reason, now));
        } else if (band.band() != before.band()) {
            boolean lower = band.band().compareTo(before.band()) < 0;
            Instant since = lower && before.lowerSince() != null ? before.lowerSince() : at;
            changes.add(risk(state, dossier, since, band, Risk.TIME, now));
        }
    }

    /** When to look again; only for what can happen until the next daily look is the curve followed. */
    private @Nullable Instant next(Dossier dossier, PublishedBand band, Instant at) {
        boolean fading = dossier.evidence().stream().anyMatch(item -> item.end().isAfter(at));
        Instant horizon = fading ? at.plus(LONGEST_WAIT) : null;
        Crossing crossing =
                horizon == null ? model.nextCrossing(dossier, at) : model.nextCrossing(dossier, at, horizon);
        Instant next = crossing == null ? horizon : crossing.at();
        Instant delayed = band.due();
        return next == null || delayed != null && delayed.isBefore(next) ? delayed : next;
    }

    private Risk risk(SubjectState state, Dossier dossier, Instant at, PublishedBand band, String reason, Instant now) {
        double score = model.score(dossier, at);
        String digest = model.model().digest();
        List<Risk.Finding> evidence = dossier.findings();
        List<Risk.Circumstance> context = dossier.circumstances();
        String id = AlertGroup.idOf(
                "risk",
                state.subject(),
                at.toString(),
                band.band().word(),
                reason,
                digest,
                evidence.toString(),
                context.toString());
        return new Risk(id, state.subject(), at, now, score, band.band().word(), reason, digest, evidence, context);
    }
}
