package io.keepwatch.rules.engine;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.Alert;
import io.keepwatch.rules.book.Rule;
import io.keepwatch.rules.habit.PeerSnapshot;
import io.keepwatch.rules.judgement.Context;
import io.keepwatch.rules.judgement.Judge;
import io.keepwatch.rules.judgement.Verdict;
import io.keepwatch.rules.memory.MonitoringPeriods.Suspicion;
import io.keepwatch.rules.memory.Remembered;
import io.keepwatch.rules.memory.SubjectState;
import io.keepwatch.rules.memory.WindowsAt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Judges an activity that came later than the allowance by itself: it changes nothing earlier (R15b). */
final class LateJudging {
    private final Judge judge;
    private final WindowsAt windows;
    private final Alerts alerts;
    private final Scoring scoring;
    private final Habits habits;

    LateJudging(Judge judge, WindowsAt windows, Alerts alerts, Scoring scoring, Habits habits) {
        this.judge = judge;
        this.windows = windows;
        this.alerts = alerts;
        this.scoring = scoring;
        this.habits = habits;
    }

    /**
     * What was found in it.
     *
     * @param raised alerts of its own
     * @param suspicions those of them that are suspicions
     * @param findings what else is to be told
     * @param more whether more is known of the person than before
     */
    record Found(List<Alert> raised, List<Suspicion> suspicions, Findings findings, boolean more) {}

    Found judge(SubjectState state, Remembered entry, Activity activity, PeerSnapshot peers, Instant now) {
        Context person = state.person().at(entry);
        Verdict verdict = judge.judge(activity, windows.alone(state, entry), person);
        List<Alert> raised = new ArrayList<>();
        List<Suspicion> suspicions = new ArrayList<>();
        Findings findings = new Findings();
        findings.add(habits.aboutLate(state, entry, activity, peers), state, entry);
        boolean more = findings.rememberHabitual(state);
        verdict.failures().forEach(findings::fail);
        for (Rule rule : verdict.matched()) {
            if (rule.judges(person)) {
                Excepted exception = Judging.excepted(rule, entry, state, person);
                if (exception == null) {
                    Alert alert = alerts.late(state, rule, entry, now);
                    raised.add(alert);
                    more |= scoring.rememberLate(state, rule, entry, alert);
                    if (rule.raisesSuspicion()) {
                        suspicions.add(new Suspicion(alert.id(), rule.id(), rule.severity(), entry.time()));
                    }
                } else {
                    findings.except(exception);
                }
            }
        }
        return new Found(raised, suspicions, findings, more);
    }
}
