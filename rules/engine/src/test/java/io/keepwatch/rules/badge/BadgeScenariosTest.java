package io.keepwatch.rules.badge;

import static io.keepwatch.rules.badge.Kara.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.keepwatch.rules.badge.Swipe.Reason;
import io.keepwatch.rules.book.RuleSetException;
import io.keepwatch.rules.book.RuleSetReader;
import io.keepwatch.rules.habit.PeerHabit;
import io.keepwatch.rules.score.ContextFact;
import io.keepwatch.rules.score.Dossier;
import io.keepwatch.rules.score.Evidence;
import io.keepwatch.rules.score.Model;
import io.keepwatch.rules.score.WholePerson;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What swipes are found to be, weighed by the shipped model")
class BadgeScenariosTest {
    private static final WholePerson MODEL;

    static {
        try {
            MODEL = RuleSetReader.read(Path.of("..")).model();
        } catch (RuleSetException e) {
            throw new AssertionError(e);
        }
    }

    private static final LocalDate TODAY = MONDAY.plusWeeks(8);
    private static final LocalDateTime NIGHT = TODAY.atTime(23, 10, 5);
    private static final LocalDateTime NOON = TODAY.atTime(11, 30, 5);
    private static final LocalDateTime SUNDAY = TODAY.plusDays(6).atTime(6, 0, 5);

    /** One finding a kind and day, as alerts of a day are grouped. */
    private static double score(Kara kara, String... circumstances) {
        Map<String, List<Kara.Found>> grouped = new LinkedHashMap<>();
        for (Kara.Found found : kara.found()) {
            if (found.finding().evidence() && MODEL.kind(found.name()) != null) {
                String day = found.name() + kara.day(found);
                grouped.computeIfAbsent(day, _ -> new ArrayList<>()).add(found);
            }
        }
        List<Evidence> evidence = new ArrayList<>();
        Instant end = Instant.EPOCH;
        for (List<Kara.Found> of : grouped.values()) {
            Kara.Found first = of.getFirst();
            Model.Kind kind = Objects.requireNonNull(MODEL.kind(first.name()));
            List<String> activities =
                    of.stream().map(found -> "swipe-" + found.swipe()).toList();
            for (Model.Effect effect : kind.evidence()) {
                evidence.add(Evidence.of(kind.name() + evidence.size(), kind, effect, 1, first.at(), activities));
            }
            end = of.getLast().at().isAfter(end) ? of.getLast().at() : end;
        }
        List<ContextFact> context = new ArrayList<>();
        for (String circumstance : circumstances) {
            context.add(new ContextFact(circumstance, "identity", Instant.EPOCH, null));
        }
        return MODEL.score(new Dossier(evidence, context), end.plus(Duration.ofSeconds(1)));
    }

    private static Kara tries(int attempts, String door, LocalDateTime from) {
        Kara kara = Kara.afterWeeks(8);
        for (int i = 0; i < attempts; i++) {
            kara.isTurnedDown(from.plusSeconds(12L * i), Reason.CLEARANCE, door);
        }
        return kara;
    }

    @Test
    @DisplayName(
            "Every name is a kind of the model, but for the one that only feeds the habit and the one that is about welfare")
    void shouldUseTheModelsNames() {
        for (BadgeEvent event : BadgeEvent.values()) {
            boolean isScored = event != BadgeEvent.ACCESS_AUTHORIZED && event != BadgeEvent.ROOF_ACCESS;
            assertThat(MODEL.kind(event.documentName()) != null)
                    .as(event.documentName())
                    .isEqualTo(isScored);
        }
    }

    @Test
    @DisplayName("B01: badges in on Sunday 06:00: raised, and the score stays below 10")
    void b01() {
        Kara kara = Kara.afterWeeks(8);
        kara.enters(SUNDAY, "Lobby", "HQ");
        assertThat(kara.evidence()).contains("UnusualAccessAuthorizedTime");
        assertThat(score(kara)).isLessThan(10).isGreaterThan(MODEL.prior());
    }

    @Test
    @DisplayName(
            "B03: odd hours that the peer group shares: less than 1 point above the same person without those swipes")
    void b03() {
        Kara admin = new Kara();
        for (int i = 0; i < 56; i++) {
            admin.works(MONDAY.plusDays(i));
            if (i % 7 < 4) {
                admin.enters(MONDAY.plusDays(i).atTime(22, 30, 5), "Lobby", "HQ");
                admin.enters(MONDAY.plusDays(i).atTime(23, 50, 5), "Lobby", "HQ");
            }
        }
        PeerHabit admins = PeerHabit.NONE;
        for (int i = 0; i < 12; i++) {
            admins = admins.merge(admin.summary(TODAY));
        }
        Kara kara = Kara.afterWeeks(8).among(admins, admins);
        double before = score(kara, "privileged");
        kara.enters(NIGHT, "Lobby", "HQ");
        kara.enters(NIGHT.plusDays(2), "Lobby", "HQ");
        assertThat(score(kara, "privileged") - before).isLessThan(1);
    }

    @Test
    @DisplayName(
            "B04, B06: many rejections stay Monitor; a pattern for lack of clearance is more; B07 a pattern of infractions")
    void b04b06b07() {
        assertThat(score(turnedDown(Reason.OTHER)))
                .isGreaterThan(score(Kara.afterWeeks(8)))
                .isLessThan(50);
        assertThat(score(turnedDown(Reason.CLEARANCE))).isGreaterThan(score(turnedDown(Reason.OTHER)));
        assertThat(score(turnedDown(Reason.RULE))).isGreaterThan(score(turnedDown(Reason.OTHER)));
        assertThat(score(turnedDown(Reason.EXPIRED))).isGreaterThan(score(turnedDown(Reason.OTHER)));
    }

    private static Kara turnedDown(Reason reason) {
        Kara kara = Kara.afterWeeks(8);
        for (int i = 0; i < 5; i++) {
            kara.isTurnedDown(NOON.plusDays(i), reason, "Lobby");
        }
        return kara;
    }

    @Test
    @DisplayName("B08: an unusual time at a restricted lab moves the score at least three times as far as at a lobby")
    void b08() {
        Kara lobby = Kara.afterWeeks(8);
        lobby.enters(NIGHT, "Lobby", "HQ");
        Kara lab = Kara.afterWeeks(8);
        lab.enters(NIGHT, "Restricted Lab", "HQ");
        double prior = score(Kara.afterWeeks(8));
        assertThat(score(lab) - prior).isGreaterThan(3 * (score(lobby) - prior));
    }

    @Test
    @DisplayName(
            "B09: five clearance rejections within a minute at a sensitive door, privileged: 50 or more; four stay below")
    void b09() {
        assertThat(score(tries(5, "Restricted Lab", NOON), "privileged")).isGreaterThanOrEqualTo(50);
        assertThat(score(tries(4, "Restricted Lab", NOON), "privileged")).isLessThan(50);
        assertThat(score(tries(4, "Restricted Lab", NIGHT), "privileged")).isLessThan(50);
        assertThat(score(tries(5, "Lobby", NOON), "privileged")).isLessThan(50);
    }

    @Test
    @DisplayName("B11: going up to the roof moves no score at all, also at night")
    void b11() {
        Kara kara = Kara.afterWeeks(8);
        kara.enters(NIGHT, "Roof East", "HQ");
        assertThat(kara.evidence()).containsExactly("RoofAccess");
        assertThat(score(kara)).isCloseTo(score(Kara.afterWeeks(8)), within(1e-9));
    }
}
