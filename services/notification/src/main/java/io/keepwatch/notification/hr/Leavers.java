package io.keepwatch.notification.hr;

import io.keepwatch.notification.hr.LeaversAnswer.Person;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes a list of people whose access must be gone (S1-01): whoever is not known to leave gets a termination event by
 * the way that HR's own take; whoever was to leave on another day has that withdrawn first. What is decided depends on
 * what is known alone, so the same list again changes nothing, also after it broke off in the middle.
 */
@Singleton
class Leavers {
    private static final int AT_ONCE = 8;
    private static final int LOOKED_UP_AT_ONCE = 1_000;

    private final HrStore store;
    private final HrEvents events;
    private final Clock clock;

    Leavers(HrStore store, HrEvents events, Clock clock) {
        this.store = store;
        this.events = events;
        this.clock = clock;
    }

    Uni<LeaversAnswer> take(LeaverFile.Content content, boolean dryRun) {
        LeaversAnswer.Draft draft = new LeaversAnswer.Draft(dryRun, content.lines(), content.errors());
        for (int i = 0; i < content.repeats(); i++) {
            draft.known();
        }
        return differences(content.leavers(), draft)
                .chain(differences -> dryRun ? Uni.createFrom().item(differences) : carryOut(differences))
                .map(differences -> {
                    differences.stream()
                            .sorted(Comparator.comparing(one -> one.leaver().line()))
                            .forEach(one -> one.tellTo(draft));
                    return draft.answer();
                });
    }

    /**
     * Somebody of whom the list says something else than what is known.
     *
     * @param before what is known of their leaving, or null
     * @param receipt the event that says it from now on, once there is one
     */
    private record Difference(
            Leaver leaver,
            HrStore.@Nullable Leaving before,
            @Nullable String receipt) {
        boolean isChange() {
            return before != null && before.leaves();
        }

        void tellTo(LeaversAnswer.Draft draft) {
            Person person = new Person(
                    leaver.line(),
                    leaver.subject(),
                    leaver.effective(),
                    before == null || !before.leaves() ? null : before.effective(),
                    receipt);
            if (isChange()) {
                draft.changed(person);
            } else {
                draft.added(person);
            }
        }
    }

    private Uni<List<Difference>> differences(List<Leaver> leavers, LeaversAnswer.Draft draft) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        List<Uni<Map<String, HrStore.Leaving>>> lookups = new ArrayList<>();
        for (int i = 0; i < leavers.size(); i += LOOKED_UP_AT_ONCE) {
            lookups.add(store.leaving(leavers.subList(i, Math.min(i + LOOKED_UP_AT_ONCE, leavers.size())).stream()
                    .map(Leaver::subject)
                    .toList()));
        }
        return Multi.createFrom()
                .iterable(lookups)
                .onItem()
                .transformToUniAndConcatenate(lookup -> lookup)
                .collect()
                .asList()
                .map(found -> {
                    Map<String, HrStore.Leaving> known = new LinkedHashMap<>();
                    found.forEach(known::putAll);
                    List<Difference> differences = new ArrayList<>();
                    for (Leaver leaver : leavers) {
                        HrStore.Leaving before = known.get(leaver.subject());
                        if (before != null && before.leaves() && saysTheSame(leaver, before, today)) {
                            draft.known();
                        } else {
                            differences.add(new Difference(leaver, before, null));
                        }
                    }
                    return differences;
                });
    }

    /** A line without a day means now: it says more than what is known only if that lies ahead. */
    private static boolean saysTheSame(Leaver leaver, HrStore.Leaving known, LocalDate today) {
        LocalDate day = known.effective();
        return leaver.effective() == null
                ? day == null || !day.isAfter(today)
                : leaver.effective().equals(day);
    }

    private Uni<List<Difference>> carryOut(List<Difference> differences) {
        return Multi.createFrom()
                .iterable(differences)
                .onItem()
                .transformToUni(this::carryOut)
                .merge(AT_ONCE)
                .collect()
                .asList();
    }

    private Uni<Difference> carryOut(Difference difference) {
        Leaver leaver = difference.leaver();
        HrStore.Leaving before = difference.before();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        // What went before is part of the name: somebody who came back and leaves again is told of again.
        String said = String.join(
                "\n",
                leaver.subject(),
                String.valueOf(leaver.effective()),
                String.valueOf(leaver.ticket()),
                before == null ? "" : before.receipt());
        Uni<Void> first = Uni.createFrom().voidItem();
        if (before != null && before.leaves()) {
            first = take("withdraw", said, withdrawal(leaver, before, now)).replaceWithVoid();
        }
        return first.chain(() -> take("leave", said, termination(leaver, now)))
                .map(taken -> new Difference(leaver, before, taken.answer().receipt()));
    }

    /** The blank keeps our names apart from every webhook-id, which has none. */
    private Uni<HrEvents.Taken> take(String what, String said, HrNotice notice) {
        return events.take(
                "leavers " + what + " " + HrEvents.digest(said), said.getBytes(StandardCharsets.UTF_8), notice);
    }

    private static HrNotice termination(Leaver leaver, Instant now) {
        return new HrNotice(
                HrEventName.TERMINATION, leaver.subject(), leaver.effective(), now, null, null, detail(leaver));
    }

    private static HrNotice withdrawal(Leaver leaver, HrStore.Leaving before, Instant now) {
        Map<String, String> detail = detail(leaver);
        detail.put("receipt", before.receipt());
        return new HrNotice(HrEventName.WITHDRAWN, leaver.subject(), null, now, null, before.receipt(), detail);
    }

    private static Map<String, String> detail(Leaver leaver) {
        Map<String, String> detail = new LinkedHashMap<>();
        detail.put("source", "import");
        if (leaver.ticket() != null) {
            detail.put("ticket", leaver.ticket());
        }
        return detail;
    }
}
