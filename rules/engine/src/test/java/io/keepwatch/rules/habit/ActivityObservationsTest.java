package io.keepwatch.rules.habit;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.ActivityDraft;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.contracts.MalformedMessageException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a habit learns of activities")
class ActivityObservationsTest {
    private static @Nullable Observation learned(ActivityType type, @Nullable String host, Object... attributes)
            throws MalformedMessageException {
        ActivityDraft draft = new ActivityDraft()
                .type(type)
                .id("1")
                .time(Instant.parse("2026-03-02T22:30:00Z"))
                .user("kara")
                .host(host);
        for (int i = 0; i < attributes.length; i += 2) {
            draft.set((Attribute) attributes[i], attributes[i + 1]);
        }
        return ActivityObservations.of(draft.build("test", "kara", false), Weeks.CLOCK);
    }

    @Test
    @DisplayName("A login of the person's own tells hour, machine, address and country, on their own clock")
    void shouldLearnOfLogins() throws MalformedMessageException {
        Observation seen = learned(
                ActivityType.AUTH_LOGIN,
                "lap-17",
                Attribute.LOGIN_OUTCOME,
                "success",
                Attribute.IP,
                "10.0.0.7",
                Attribute.COUNTRY,
                "DE");
        assertThat(seen)
                .isEqualTo(new Observation(
                        Weeks.MONDAY.atTime(23, 30),
                        Rhythm.LOGIN,
                        Map.of(Trait.DEVICE, "lap-17", Trait.ADDRESS, "10.0.0.7", Trait.COUNTRY, "DE"),
                        Map.of()));
    }

    @Test
    @DisplayName("A failed login and one of a service tell nothing of the person's habit")
    void shouldNotLearnOfOtherLogins() throws MalformedMessageException {
        assertThat(learned(ActivityType.AUTH_LOGIN, "lap-17", Attribute.LOGIN_OUTCOME, "failure"))
                .isNull();
        assertThat(learned(
                        ActivityType.AUTH_LOGIN,
                        "lap-17",
                        Attribute.LOGIN_OUTCOME,
                        "success",
                        Attribute.CHANNEL,
                        "service"))
                .isNull();
    }

    @Test
    @DisplayName("S3-03: printers and pages, media and bytes, programs without their folder")
    void shouldLearnOfThingsAndAmounts() throws MalformedMessageException {
        assertThat(learned(ActivityType.PRINT_JOB, null, Attribute.PRINTER, "P-1", Attribute.PAGES, 12L))
                .returns(Map.of(Trait.PRINTER, "P-1"), Observation::values)
                .returns(Map.of(Volume.PAGES, 12L), Observation::amounts);
        assertThat(learned(ActivityType.USB_WRITE, null, Attribute.DEVICE, "USB-1", Attribute.BYTES, 7L))
                .returns(Map.of(Trait.MEDIA, "USB-1"), Observation::values)
                .returns(Map.of(Volume.MEDIA_WRITTEN, 7L), Observation::amounts);
        assertThat(learned(ActivityType.PROCESS_START, null, Attribute.EXECUTABLE, "C:\\Tools\\Rclone.EXE"))
                .returns(Map.of(Trait.EXECUTABLE, "rclone"), Observation::values);
        assertThat(learned(ActivityType.WEB_VISIT, null, Attribute.URL, "https://example.org/"))
                .isNull();
    }
}
