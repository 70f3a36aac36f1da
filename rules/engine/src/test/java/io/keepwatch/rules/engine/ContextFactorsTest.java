package io.keepwatch.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.HrEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Which factors of the context HR's words have in effect")
class ContextFactorsTest {
    private static final Instant BEGIN = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant END = Instant.parse("2026-05-04T15:00:00Z");

    private final Person person = new Person(SampleRules.book());

    @Test
    @DisplayName("S2-020 … S2-023: a factor holds in [from, until), or until it is withdrawn")
    void shouldHoldAFactorForItsTime() {
        person.givesNotice(said("r1", "negative_review", BEGIN, null, "negative-review", END, null));
        person.givesNotice(said("r2", "pip", BEGIN, null, "pip", null, null));
        person.givesNotice(said("r3", HrEvent.WITHDRAWN, END.plusSeconds(60), null, null, null, "r2"));
        person.restarts();

        assertThat(at(BEGIN.minusNanos(1))).isEmpty();
        assertThat(at(BEGIN)).containsExactly("negative-review", "pip");
        assertThat(at(END.minusNanos(1))).containsExactly("negative-review", "pip");
        assertThat(at(END)).containsExactly("pip");
        assertThat(at(END.plusSeconds(60))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    @DisplayName(
            "S2-022: a contract's end takes the context that began with it, whatever order HR is heard in, and no later one")
    void shouldEndAContractorsContext(long seed) {
        Instant again = END.plusSeconds(86_400);
        List<HrEvent> words = new ArrayList<>(List.of(
                onboarded("r1", BEGIN),
                said("r2", HrEvent.CONTRACT_ENDED, END, null, null, null, null),
                said("r3", "pip", BEGIN, null, "pip", null, null),
                onboarded("r4", again)));
        Collections.shuffle(words, new Random(seed));
        for (HrEvent word : words) {
            person.givesNotice(word);
            person.restarts();
        }

        assertThat(at(END.minusNanos(1))).containsExactly("contractor", "pip");
        assertThat(at(END)).containsExactly("pip");
        assertThat(at(again.minusNanos(1))).containsExactly("pip");
        assertThat(at(again)).containsExactly("contractor", "pip");
    }

    @Test
    @DisplayName(
            "S2-022: a contract ends with its day, as that begins where the person is; also if that is heard later")
    void shouldEndAContractWithItsDay() {
        person.givesNotice(onboarded("r1", BEGIN));
        person.givesNotice(said("r2", HrEvent.CONTRACT_ENDED, END, LocalDate.parse("2026-05-10"), null, null, null));
        assertThat(at(Instant.parse("2026-05-09T23:59:59Z"))).containsExactly("contractor");
        assertThat(at(Instant.parse("2026-05-10T00:00:00Z"))).isEmpty();

        person.changesProfile(Histories.profile("Europe/Berlin", false, Instant.parse("2026-01-01T00:00:00Z")));
        person.restarts();

        assertThat(at(Instant.parse("2026-05-09T21:59:59Z"))).containsExactly("contractor");
        assertThat(at(Instant.parse("2026-05-09T22:00:00Z"))).isEmpty();
    }

    @Test
    @DisplayName("H11: a contract's end that is withdrawn ends nothing from then on")
    void shouldGoOnWhereTheEndIsWithdrawn() {
        person.givesNotice(onboarded("r1", BEGIN));
        person.givesNotice(said("r2", HrEvent.CONTRACT_ENDED, END, null, null, null, null));
        person.givesNotice(said("r3", HrEvent.WITHDRAWN, END.plusSeconds(60), null, null, null, "r2"));

        assertThat(at(END)).isEmpty();
        assertThat(at(END.plusSeconds(60))).containsExactly("contractor");
    }

    private Set<String> at(Instant time) {
        return person.state().person().factorsAt(time);
    }

    private static HrEvent onboarded(String receipt, Instant at) {
        return said(receipt, "contractor_onboarding", at, null, HrEvent.Context.CONTRACTOR, null, null);
    }

    private static HrEvent said(
            String receipt,
            String event,
            Instant occurred,
            @Nullable LocalDate effective,
            @Nullable String factor,
            @Nullable Instant until,
            @Nullable String withdraws) {
        return new HrEvent(
                receipt,
                event,
                Histories.SUBJECT,
                effective,
                occurred,
                occurred,
                Map.of(),
                null,
                factor == null ? null : new HrEvent.Context(factor, occurred, until),
                withdraws);
    }
}
