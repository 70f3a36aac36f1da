package io.keepwatch.ingestion.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FeedTest {
    private static final Instant START = Instant.parse("2026-02-15T09:00:00Z");
    private final Feed feed = new Feed(Duration.ofMinutes(1));

    @Test
    @DisplayName("A feed is silent once nothing came for twice its usual gap")
    void shouldCallAFeedSilentAfterTwiceItsUsualGap() {
        for (int post = 0; post <= 10; post++) {
            feed.arrived(START.plusSeconds(60L * post), START, 1, 0);
        }
        Instant last = START.plusSeconds(600);
        assertThat(feed.view("f", last.plusSeconds(120)).silent()).isFalse();
        assertThat(feed.view("f", last.plusSeconds(121)).silent()).isTrue();
        assertThat(feed.view("f", last).usualGap()).isEqualTo("PT1M");
    }

    @Test
    void shouldNotCallADenseFeedSilentWithinAMinute() {
        for (int post = 0; post < 100; post++) {
            feed.arrived(START.plusMillis(10L * post), START, 5, 0);
        }
        assertThat(feed.view("f", START.plusSeconds(60)).silent()).isFalse();
        assertThat(feed.view("f", START.plusSeconds(62)).silent()).isTrue();
    }

    @Test
    @DisplayName("An outage does not teach the feed to bear the next one")
    void shouldLearnNoMorePatienceThanTwiceFromASilence() {
        for (int post = 0; post <= 10; post++) {
            feed.arrived(START.plusSeconds(60L * post), START, 1, 0);
        }
        Instant back = START.plus(Duration.ofHours(5));
        feed.arrived(back, START, 1, 0);
        assertThat(feed.view("f", back).usualGap()).isEqualTo("PT2M");
        assertThat(feed.view("f", back.plusSeconds(241)).silent()).isTrue();
    }

    @Test
    void shouldNotJudgeAFeedSeenOnce() {
        feed.arrived(START, START, 1, 0);
        assertThat(feed.view("f", START.plus(Duration.ofDays(30))).silent()).isFalse();
    }

    @Test
    void shouldCountTheLastMinuteAndForgetIt() {
        feed.arrived(START, START.minusSeconds(5), 30, 2);
        feed.arrived(START.plusSeconds(20), START.minusSeconds(9), 12, 0);
        FeedView soon = feed.view("f", START.plusSeconds(25));
        assertThat(soon.perMinute()).isEqualTo(42);
        assertThat(soon.accepted()).isEqualTo(42);
        assertThat(soon.rejected()).isEqualTo(2);
        assertThat(soon.lastEventAt()).isEqualTo(START.minusSeconds(5));
        assertThat(soon.lastSeenAt()).isEqualTo(START.plusSeconds(20));
        assertThat(feed.view("f", START.plusSeconds(95)).perMinute()).isZero();
        assertThat(feed.view("f", START.plusSeconds(95)).accepted()).isEqualTo(42);
    }

    @Test
    void shouldNotTakeRejectedLinesForLife() {
        feed.arrived(START, null, 0, 10);
        assertThat(feed.view("f", START).lastSeenAt()).isNull();
        assertThat(feed.view("f", START).rejected()).isEqualTo(10);
    }

    @Test
    void shouldKnowAgainWhatWasReadBack() {
        feed.recalled(START, START.minusSeconds(3));
        feed.recalled(START.plusSeconds(30), START);
        FeedView view = feed.view("f", START.plusSeconds(200));
        assertThat(view.silent()).isTrue();
        assertThat(view.lastEventAt()).isEqualTo(START);
        assertThat(view.accepted()).isZero();
    }
}
