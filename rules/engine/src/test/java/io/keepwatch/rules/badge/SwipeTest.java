package io.keepwatch.rules.badge;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.ActivityHeader;
import io.keepwatch.contracts.BadgeSwipe;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Reading a swipe")
class SwipeTest {
    private static final Instant TIME = Instant.parse("2026-03-02T08:00:00Z");

    private static Swipe read(
            @Nullable String outcome, @Nullable String reason, @Nullable String direction, long attempts) {
        return Swipe.of(new BadgeSwipe(
                new ActivityHeader("1", "badges", TIME, "badge:4711", null, "kara", false),
                outcome,
                reason,
                " ",
                null,
                direction,
                attempts));
    }

    @Test
    @DisplayName("S3-02: who and when are enough; what nobody told is not made up")
    void shouldReadTheLeast() {
        Swipe swipe = read(null, null, null, 0);
        assertThat(swipe).isEqualTo(new Swipe(TIME, null, null, null, null, 1));
        assertThat(swipe.isGranted()).isTrue();
    }

    @Test
    @DisplayName("S3-15: denied is denied, with or without a reason; a reason alone says so too")
    void shouldReadRejections() {
        assertThat(read("denied", null, null, 1).reason()).isEqualTo(Swipe.Reason.OTHER);
        assertThat(read("denied", "weather", null, 1).reason()).isEqualTo(Swipe.Reason.OTHER);
        assertThat(read("denied", "clearance", null, 3))
                .returns(Swipe.Reason.CLEARANCE, Swipe::reason)
                .returns(3L, Swipe::attempts);
        assertThat(read(null, "expired", null, 1).isGranted()).isFalse();
        assertThat(read("granted", "expired", "out", 1))
                .returns(true, Swipe::isGranted)
                .returns(Swipe.Direction.OUT, Swipe::direction);
    }
}
