package io.keepwatch.evaluator.judging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.keepwatch.contracts.Topic;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Conservation: every record has a fate (G8)")
class TallyTest {

    @Test
    void shouldAccountForEveryOffset() {
        Tally tally = new Tally();
        tally.count(Topic.ACTIVITY, 0, Tally.Fate.JUDGED);
        tally.count(Topic.ACTIVITY, 1, Tally.Fate.DEAD);
        tally.count(Topic.HR, 0, Tally.Fate.LATE);

        assertThat(tally.line(Topic.ACTIVITY).next()).isEqualTo(2);
        assertThat(tally.line(Topic.ACTIVITY).unaccounted()).isZero();
        assertThat(tally.line(Topic.ACTIVITY).count(Tally.Fate.DEAD)).isOne();
        assertThat(tally.line(Topic.HR).count(Tally.Fate.LATE)).isOne();
    }

    @Test
    void shouldShowOffsetsThatWereNeverDelivered() {
        Tally tally = new Tally();
        tally.count(Topic.ACTIVITY, 7, Tally.Fate.JUDGED);
        tally.count(Topic.ACTIVITY, 10, Tally.Fate.JUDGED);

        assertThat(tally.line(Topic.ACTIVITY).skipped()).isEqualTo(7 + 2);
        assertThat(tally.line(Topic.ACTIVITY).unaccounted()).isZero();
    }

    @Test
    void shouldShowRecordsDeliveredAgainAfterOffsetsWereSetBack() {
        Tally tally = new Tally();
        tally.count(Topic.ACTIVITY, 0, Tally.Fate.JUDGED);
        tally.count(Topic.ACTIVITY, 0, Tally.Fate.REPEATED);

        assertThat(tally.line(Topic.ACTIVITY).again()).isOne();
        assertThat(tally.line(Topic.ACTIVITY).next()).isOne();
        assertThat(tally.line(Topic.ACTIVITY).unaccounted()).isZero();
    }

    @Test
    void shouldReadBackWhatItWrote() {
        Tally tally = new Tally();
        tally.count(Topic.ACTIVITY, 3, Tally.Fate.UNNOTICED);
        tally.count(Topic.HR, 0, Tally.Fate.DEAD);

        Tally read = Tally.decode(tally.encode());

        assertThat(read.encode()).isEqualTo(tally.encode());
        assertThat(read.line(Topic.ACTIVITY).count(Tally.Fate.UNNOTICED)).isOne();
        assertThat(read.line(Topic.ACTIVITY).skipped()).isEqualTo(3);
    }

    @Test
    @DisplayName("a window counts from when it was first judged with; one that was away begins anew")
    void shouldKnowSinceWhenAWindowIsJudgedWith() {
        Instant first = Instant.parse("2026-03-02T08:00:00Z");
        Instant later = first.plusSeconds(3600);
        Tally tally = new Tally();

        assertThat(tally.judgeWith(List.of(1L, 2L), first)).isTrue();
        assertThat(tally.judgeWith(List.of(1L, 2L), later)).isFalse();
        assertThat(tally.judgedSince(1)).isEqualTo(first);
        assertThat(tally.judgedSince(3)).isNull();

        assertThat(tally.judgeWith(List.of(1L, 3L), later)).isTrue();
        assertThat(tally.judgeWith(List.of(1L, 2L, 3L), later)).isTrue();
        Tally read = Tally.decode(tally.encode());

        assertThat(read.judgedSince(1)).isEqualTo(first);
        assertThat(read.judgedSince(2)).isEqualTo(later);
        assertThat(tally.copy().judgedSince(3)).isEqualTo(later);
    }

    @Test
    @DisplayName("a tally of the version before has its counts, and knows of no window")
    void shouldReadTheVersionBefore() {
        Tally tally = new Tally();
        tally.count(Topic.ACTIVITY, 3, Tally.Fate.UNNOTICED);
        byte[] now = tally.encode();
        int longsOfATopic = 3 + Tally.Fate.values().length;
        // Neither windows nor snoozes.
        byte[] before = Arrays.copyOf(now, now.length - Integer.BYTES - longsOfATopic * Long.BYTES);
        before[0] = 1;

        Tally read = Tally.decode(before);

        assertThat(read.line(Topic.ACTIVITY).count(Tally.Fate.UNNOTICED)).isOne();
        assertThat(read.judgedSince(1)).isNull();
        assertThat(read.encode()).isEqualTo(now);
    }

    @Test
    void shouldBeginWithNothing() {
        assertThat(Tally.decode(null).line(Topic.HR).next()).isEqualTo(-1);
        assertThat(Tally.decode(null).line(Topic.HR).unaccounted()).isZero();
    }

    @Test
    void shouldRefuseAVersionItDoesNotKnow() {
        byte[] stored = new Tally().encode();
        stored[0] = 9;

        assertThatIllegalStateException().isThrownBy(() -> Tally.decode(stored)).withMessageContaining("version 9");
    }
}
