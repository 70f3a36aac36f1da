package io.keepwatch.notification.hr;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.HrEvent.Context;
import io.keepwatch.contracts.HrEvent.Monitoring;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MonitoringPolicyTest {
    private static final Instant NOTICE = Instant.parse("2026-03-20T09:00:00Z");

    private final MonitoringPolicy policy = new MonitoringPolicy(Map.of(
            HrEventName.RESIGNATION, new MonitoringPolicy.Rule("enhanced", Duration.ofDays(14), "notice"),
            HrEventName.PIP, new MonitoringPolicy.Rule("watchlist", null, "pip"),
            HrEventName.NEGATIVE_REVIEW, new MonitoringPolicy.Rule(null, null, "negative-review")));

    @Test
    @DisplayName("S2-094 S2-104: 14 days to the second, its end not included, whatever clocks are moved meanwhile")
    void shouldLast14Days() {
        Monitoring period = Objects.requireNonNull(policy.period(notice(HrEventName.RESIGNATION, null)));

        assertThat(period).isEqualTo(new Monitoring("enhanced", NOTICE, Instant.parse("2026-04-03T09:00:00Z")));
        assertThat(MonitoringPolicy.isOver(period.until(), Instant.parse("2026-04-03T08:59:59.999999Z")))
                .isFalse();
        assertThat(MonitoringPolicy.isOver(period.until(), Instant.parse("2026-04-03T09:00:00Z")))
                .isTrue();
    }

    @Test
    @DisplayName("S2-095: without a length it lasts until HR says otherwise, and a period without end is never over")
    void shouldLastUntilHrSaysOtherwise() {
        Instant until = Instant.parse("2026-05-01T00:00:00Z");

        assertThat(policy.period(notice(HrEventName.PIP, null))).isEqualTo(new Monitoring("watchlist", NOTICE, null));
        assertThat(policy.period(notice(HrEventName.PIP, until))).isEqualTo(new Monitoring("watchlist", NOTICE, until));
        assertThat(MonitoringPolicy.isOver(null, Instant.MAX)).isFalse();
    }

    @Test
    @DisplayName("S2-101: an event may change the context and begin no monitoring, and the other way round")
    void shouldTellContextFromMonitoring() {
        HrNotice review = notice(HrEventName.NEGATIVE_REVIEW, null);

        assertThat(policy.period(review)).isNull();
        assertThat(policy.context(review)).isEqualTo(new Context("negative-review", NOTICE, null));
        assertThat(policy.context(notice(HrEventName.RESIGNATION, null)))
                .isEqualTo(new Context("notice", NOTICE, null));
        assertThat(policy.period(notice(HrEventName.ROLE_CHANGE, null))).isNull();
        assertThat(policy.context(notice(HrEventName.ROLE_CHANGE, null))).isNull();
    }

    @Test
    @DisplayName("H06: the later end stands, and no end is later than any")
    void shouldKeepTheLaterEnd() {
        Instant later = NOTICE.plusSeconds(1);

        assertThat(MonitoringPolicy.later(NOTICE, later)).isEqualTo(later);
        assertThat(MonitoringPolicy.later(later, NOTICE)).isEqualTo(later);
        assertThat(MonitoringPolicy.later(later, null)).isNull();
        assertThat(MonitoringPolicy.later(null, later)).isNull();
    }

    private static HrNotice notice(HrEventName event, @Nullable Instant until) {
        return new HrNotice(event, "kara", null, NOTICE, until, null, Map.of());
    }
}
