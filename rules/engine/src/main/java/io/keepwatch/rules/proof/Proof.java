package io.keepwatch.rules.proof;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.AlertActivity;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.book.RuleBooks;
import io.keepwatch.rules.book.RuleFolder;
import io.keepwatch.rules.book.RuleSet;
import io.keepwatch.rules.book.RuleSetException;
import io.keepwatch.rules.book.RuleSetReader;
import io.keepwatch.rules.engine.Engine;
import io.keepwatch.rules.judgement.CompiledConditions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Proves a rule set: every rule's cases, and that on ordinary days nothing live fires. Drafts are proven too, so that an
 * author sees a rule work before it goes anywhere.
 */
public final class Proof {
    /** How late an activity may come in a case and still count in its place. */
    private static final Duration LATENESS = Duration.ofHours(24);

    /** Events shown of a case that fails. */
    private static final int MOST_EVENTS = 8;

    private static final Set<RuleCase.Kind> WANTED =
            EnumSet.of(RuleCase.Kind.FIRING, RuleCase.Kind.JUST_BELOW, RuleCase.Kind.BENIGN);

    private final RuleSet set;
    private final CaseReader reader;
    private final Engine engine;

    private Proof(RuleSet set, CaseReader reader, Engine engine) {
        this.set = set;
        this.reader = reader;
        this.engine = engine;
    }

    /**
     * One thing that was tried.
     *
     * @param rule the rule, or the file of ordinary days
     * @param name what was tried
     * @param where file and line
     * @param failure what went wrong, with expected and actual; null if nothing did
     * @param millis how long it took
     */
    public record Result(
            String rule,
            String name,
            String where,
            @Nullable String failure,
            long millis) {
        public boolean passed() {
            return failure == null;
        }
    }

    /** @throws RuleSetException if the set or one of its case files is refused */
    public static List<Result> of(Path rulesDirectory) throws RuleSetException {
        return of(rulesDirectory, CompiledConditions.notKept());
    }

    /**
     * As {@link #of(Path)}, compiling only what was not compiled before.
     *
     * @param kept what earlier compilations left
     */
    public static List<Result> of(Path rulesDirectory, CompiledConditions kept) throws RuleSetException {
        RuleSet set = RuleSetReader.read(rulesDirectory).withDraftsJudging();
        RuleBook book = RuleBooks.of(set, null, kept);
        return new Proof(set, new CaseReader(rulesDirectory), new Engine(book, LATENESS)).results();
    }

    private List<Result> results() throws RuleSetException {
        List<Result> results = new ArrayList<>();
        for (RuleFolder folder : set.folders()) {
            if (!folder.status().judges()) {
                continue;
            }
            List<RuleCase> cases = reader.cases(folder);
            for (RuleCase one : cases) {
                results.add(timed(one.rule(), title(one), one.file() + ":" + one.line(), () -> prove(one)));
            }
            Set<RuleCase.Kind> missing = EnumSet.copyOf(WANTED);
            cases.forEach(one -> missing.remove(one.kind()));
            if (folder.status() == RuleFolder.Status.LIVE && !missing.isEmpty()) {
                results.add(new Result(
                        folder.id(),
                        "has the cases that a live rule needs",
                        folder.path() + "/" + RuleFolder.CASES,
                        "missing: " + missing,
                        0));
            }
        }
        for (CaseReader.OrdinaryDays days : reader.ordinaryDays()) {
            results.add(timed(days.file(), days.description(), days.file(), () -> proveQuiet(days)));
        }
        return results;
    }

    private static String title(RuleCase one) {
        return one.covers().isEmpty() ? one.name() : String.join(", ", one.covers()) + ": " + one.name();
    }

    private interface Attempt {
        @Nullable
        String failure();
    }

    private static Result timed(String rule, String name, String where, Attempt attempt) {
        long began = System.nanoTime();
        String failure = attempt.failure();
        return new Result(rule, name, where, failure, (System.nanoTime() - began) / 1_000_000);
    }

    /** What a scene says was found must be something that can be found. */
    private @Nullable String unknown(Scene scene) {
        return scene.found().values().stream()
                .flatMap(List::stream)
                .filter(kind -> set.model().kind(kind) == null)
                .findFirst()
                .map(kind -> "  found: no such kind in the model: " + kind)
                .orElse(null);
    }

    private @Nullable String prove(RuleCase one) {
        String unknown = unknown(one.scene());
        if (unknown != null) {
            return unknown;
        }
        Scene.Ending ending = one.scene().play(engine);
        if (!ending.failures().isEmpty()) {
            return "rules failed: " + ending.failures();
        }
        List<Alert> alerts = ending.alerts().stream()
                .filter(alert -> alert.rule().equals(one.rule()))
                .toList();
        StringBuilder differences = new StringBuilder();
        for (int i = 0; i < Math.max(alerts.size(), one.alerts().size()); i++) {
            if (i >= alerts.size()) {
                differences
                        .append("\n  expected ")
                        .append(one.alerts().get(i).values())
                        .append("\n  actual   no such alert");
            } else if (i >= one.alerts().size()) {
                differences.append("\n  expected no further alert\n  actual   ").append(shown(alerts.get(i)));
            } else if (!one.alerts().get(i).matches(alerts.get(i))) {
                differences
                        .append("\n  expected ")
                        .append(one.alerts().get(i).values())
                        .append("\n  actual   ")
                        .append(one.alerts().get(i).of(alerts.get(i)))
                        .append(" of ")
                        .append(shown(alerts.get(i)));
            }
        }
        if (differences.isEmpty()) {
            return null;
        }
        return differences.append(events(one.scene(), alerts)).substring(1);
    }

    /** The activities the alerts name, else all that happened: what an author looks at first. */
    private static String events(Scene scene, List<Alert> alerts) {
        Set<String> named = alerts.stream()
                .flatMap(alert -> alert.activities().stream())
                .map(AlertActivity::id)
                .collect(Collectors.toSet());
        List<Activity> events = scene.activities().stream()
                .filter(activity ->
                        named.isEmpty() || named.contains(activity.header().id()))
                .toList();
        StringBuilder text = new StringBuilder();
        for (Activity event : events.subList(0, Math.min(events.size(), MOST_EVENTS))) {
            text.append("\n  event    ").append(shown(event));
        }
        if (events.size() > MOST_EVENTS) {
            text.append("\n           and ").append(events.size() - MOST_EVENTS).append(" more");
        }
        return text.toString();
    }

    private static String shown(Activity event) {
        StringBuilder text = new StringBuilder(event.header().id())
                .append(" at ")
                .append(event.header().time())
                .append(": ")
                .append(event.type().wireName())
                .append(" by ")
                .append(event.header().user());
        for (Attribute attribute : event.type().attributes()) {
            Object value = event.get(attribute);
            if (value != null && !value.equals(0L) && !value.equals(false)) {
                text.append(", ").append(attribute.jsonName()).append(' ').append(value);
            }
        }
        return text.toString();
    }

    private @Nullable String proveQuiet(CaseReader.OrdinaryDays days) {
        String unknown = unknown(days.scene());
        if (unknown != null) {
            return unknown;
        }
        Scene.Ending ending = days.scene().play(engine);
        if (!ending.failures().isEmpty()) {
            return "rules failed: " + ending.failures();
        }
        List<String> loud = ending.alerts().stream()
                .filter(alert -> set.isLive(alert.rule()))
                .map(Proof::shown)
                .toList();
        return loud.isEmpty() ? null : "  expected nothing\n  actual   " + String.join("\n           ", loud);
    }

    /** An alert with the activity at which its condition was met. */
    private static String shown(Alert alert) {
        List<String> activities =
                alert.activities().stream().map(AlertActivity::id).limit(10).toList();
        return alert.rule() + " of " + alert.subject() + " at " + alert.at() + ", anchor " + alert.anchor() + ", count "
                + alert.count() + ", activities " + activities;
    }
}
