package io.keepwatch.notification.hr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.contracts.HrEvent.Monitoring;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MonitoringPolicyTest {
    private static final Instant NOTICE = Instant.parse("2026-03-20T09:00:00Z");

    private final MonitoringPolicy policy = new MonitoringPolicy(Duration.ofDays(14));

    @Test
    @DisplayName("S2-094 S2-104: 14 days to the second, its end not included, whatever clocks are moved meanwhile")
    void shouldLast14Days() {
        Monitoring period = policy.afterResignation(NOTICE);

        assertThat(period).isEqualTo(new Monitoring("enhanced", NOTICE, Instant.parse("2026-04-03T09:00:00Z")));
        assertThat(MonitoringPolicy.isOver(period, Instant.parse("2026-04-03T08:59:59.999999Z")))
                .isFalse();
        assertThat(MonitoringPolicy.isOver(period, Instant.parse("2026-04-03T09:00:00Z")))
                .isTrue();
    }

    @Test
    @DisplayName("H06: periods that touch become one, whichever came first")
    void shouldJoinTouchingPeriods() {
        Monitoring early = policy.afterResignation(NOTICE);
        Monitoring late = policy.afterResignation(NOTICE.plus(Duration.ofDays(14)));
        Monitoring both = new Monitoring("enhanced", early.from(), late.until());

        assertThat(MonitoringPolicy.together(late, early)).isEqualTo(both);
        assertThat(MonitoringPolicy.together(early, late)).isEqualTo(both);
        assertThat(MonitoringPolicy.together(early, both)).isEqualTo(both);
    }

    @Test
    @DisplayName("H06: of periods apart the one that ends later stands")
    void shouldKeepTheLaterOfPeriodsApart() {
        Monitoring early = policy.afterResignation(NOTICE);
        Monitoring late =
                policy.afterResignation(NOTICE.plus(Duration.ofDays(14)).plusSeconds(1));

        assertThat(MonitoringPolicy.together(late, early)).isEqualTo(late);
        assertThat(MonitoringPolicy.together(early, late)).isEqualTo(late);
        assertThat(MonitoringPolicy.together(early, null)).isEqualTo(early);
    }

    @Test
    @DisplayName("a period of no length is no policy")
    void shouldRefuseAnEmptyPeriod() {
        assertThatThrownBy(() -> new MonitoringPolicy(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }
}
