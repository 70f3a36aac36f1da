package io.keepwatch.notification.hr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.contracts.HrEvent.Monitoring;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What HR's events begin is a matter of settings, with the SOP's defaults")
class PolicySettingsTest {
    private static final Instant NOTICE = Instant.parse("2026-03-20T09:00:00Z");
    private static final int ABOVE_THE_DEFAULTS = 400;

    @ParameterizedTest
    @CsvSource({
        "RESIGNATION, enhanced, P14D",
        "TERMINATION, enhanced, P14D",
        "PIP, watchlist,",
        "DISCIPLINARY, watchlist, P30D",
        "POLICY_VIOLATION, assessment,",
        "NEGATIVE_REVIEW,,",
        "ROLE_CHANGE,,",
        "CONTRACTOR_ONBOARDING,,",
        "CONTRACT_ENDED,,",
        "MITIGATION,,",
        "WITHDRAWN,,",
        "REHIRED,,",
    })
    @DisplayName("S2-094 … S2-099: kinds and lengths as shipped")
    void shouldBeginWhatTheSopSays(HrEventName event, @Nullable String kind, @Nullable Duration length) {
        Monitoring period = policy(Map.of()).period(notice(event));

        assertThat(period)
                .isEqualTo(
                        kind == null
                                ? null
                                : new Monitoring(kind, NOTICE, length == null ? null : NOTICE.plus(length)));
    }

    @Test
    @DisplayName("S2-104: keepwatch.hr.policy.<event>.length is how long, by property or by environment")
    void shouldLastAsLongAsConfigured() {
        MonitoringPolicy policy = policy(Map.of(
                "keepwatch.hr.policy.resignation.length", "P21D",
                "KEEPWATCH_HR_POLICY_TERMINATION_LENGTH", "PT36H",
                "keepwatch.hr.policy.policy_violation.length", "P60D"));

        assertThat(length(policy, HrEventName.RESIGNATION)).isEqualTo(Duration.ofDays(21));
        assertThat(length(policy, HrEventName.TERMINATION)).isEqualTo(Duration.ofHours(36));
        assertThat(length(policy, HrEventName.POLICY_VIOLATION)).isEqualTo(Duration.ofDays(60));
        assertThat(length(policy, HrEventName.DISCIPLINARY)).isEqualTo(Duration.ofDays(30));
    }

    @ParameterizedTest
    @CsvSource({
        "keepwatch.hr.policy.resignation.length, PT0S",
        "keepwatch.hr.policy.resignation.length, -P1D",
        "keepwatch.hr.policy.resignation.monitoring, closely",
        "keepwatch.hr.policy.pip.context, notices",
        "keepwatch.hr.policy.promotion.length, P1D",
    })
    @DisplayName("a setting that means nothing ends the start, by its name")
    void shouldRefuseWhatMeansNothing(String setting, String value) {
        String named = setting.contains("promotion") ? "keepwatch.hr.policy.promotion" : setting;

        assertThatThrownBy(() -> policy(Map.of(setting, value)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(named);
    }

    private static Duration length(MonitoringPolicy policy, HrEventName event) {
        Monitoring period = Objects.requireNonNull(policy.period(notice(event)));
        return Duration.between(period.from(), Objects.requireNonNull(period.until()));
    }

    /** As the service reads it: what is shipped, and above it what is set. */
    private static MonitoringPolicy policy(Map<String, String> set) {
        try {
            return MonitoringPolicy.from(new SmallRyeConfigBuilder()
                    .addDefaultInterceptors()
                    .withSources(
                            new PropertiesConfigSource(Objects.requireNonNull(
                                    HrConfig.class.getResource("/application.properties"), "the service's settings")),
                            new EnvConfigSource(set, ABOVE_THE_DEFAULTS))
                    .withMapping(HrConfig.class)
                    .withValidateUnknown(false)
                    .build()
                    .getConfigMapping(HrConfig.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HrNotice notice(HrEventName event) {
        return new HrNotice(event, "kara", null, NOTICE, null, null, Map.of());
    }
}
