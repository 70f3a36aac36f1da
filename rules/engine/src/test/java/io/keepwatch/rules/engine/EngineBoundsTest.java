package io.keepwatch.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.Attribute;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is remembered of a person stays bounded")
class EngineBoundsTest {
    private static final int HOTTEST_HOT_RECORD = 64 * 1024;
    private static final int LONGEST_RECORD = 512 * 1024;
    private static final Instant BEGIN = Instant.parse("2026-02-15T00:00:00Z");

    private final Person person = new Person(SampleRules.book());

    @Test
    @DisplayName("100,000 activities a day: records stay small, sums stay exact, what expired is deleted")
    void shouldBoundAHotPerson() {
        int aDay = 100_000;
        long millis = 86_400_000L / aDay;
        for (int i = 0; i < 5 * aDay / 2; i++) {
            Instant time = BEGIN.plusMillis(i * millis);
            long bytes = i % 100 == 0 ? 1 : 0;
            person.takes(new Input.Happened(
                    Person.activity(ActivityType.FILE_DOWNLOAD, "id" + i, time, Attribute.BYTES, bytes)));
            if (i % 5_000 == 0) {
                person.restarts();
            }
        }
        person.restarts();

        Map<String, byte[]> records = person.records();
        assertThat(records.get(Histories.SUBJECT)).hasSizeLessThan(HOTTEST_HOT_RECORD);
        assertThat(records.values()).allSatisfy(record -> assertThat(record).hasSizeLessThan(LONGEST_RECORD));
        long stored = records.values().stream().mapToLong(r -> r.length).sum();
        assertThat(stored).as("a good day of activities, not all").isLessThan(aDay * 2L * 40);
        assertThat(person.alerts("bulk"))
                .as("42 bytes an hour never reach the limit")
                .isEmpty();

        person.does(
                ActivityType.FILE_DOWNLOAD,
                BEGIN.plusMillis(5L * aDay / 2 * millis).toString(),
                Attribute.BYTES,
                SampleRules.DOWNLOAD_LIMIT - 41);
        assertThat(person.alerts("bulk"))
                .as("41 bytes of the last hour and these")
                .isEmpty();
        person.does(
                ActivityType.FILE_DOWNLOAD,
                BEGIN.plusMillis(5L * aDay / 2 * millis).toString(),
                Attribute.BYTES,
                2L);
        assertThat(person.alerts("bulk"))
                .singleElement()
                .satisfies(alert -> assertThat(alert.activities()).hasSize(Alert.MOST_ACTIVITIES));
    }

    @Test
    @DisplayName("More devices in a day than a person has alerts for share one alert, and that is said")
    void shouldBoundAlertsThatFieldsTellApart() {
        long said = 0;
        for (int i = 0; i < 1_000; i++) {
            Outcome outcome = person.does(
                    ActivityType.USB_WRITE,
                    BEGIN.plusSeconds(i).toString(),
                    Attribute.BYTES,
                    SampleRules.USB_LIMIT + 1,
                    Attribute.DEVICE,
                    "device".repeat(50) + i);
            said += outcome.failures().stream()
                    .filter(failure -> failure.reason().startsWith("too many alerts"))
                    .count();
            if (i % 50 == 0) {
                person.restarts();
            }
        }
        person.restarts();

        List<Alert> alerts = person.alerts("usb");
        assertThat(alerts).hasSize(65);
        assertThat(alerts.stream().mapToLong(Alert::count).sum()).isEqualTo(1_000);
        assertThat(said).isEqualTo(1_000 - 64);
        assertThat(alerts).allSatisfy(alert -> assertThat(alert.anchor()).hasSizeLessThan(300));
        assertThat(person.records().get(Histories.SUBJECT)).hasSizeLessThan(HOTTEST_HOT_RECORD);
    }

    @Test
    @DisplayName("Many activities of one second are told apart and found again")
    void shouldHoldAThousandActivitiesOfOneSecond() {
        for (int i = 0; i < 1_000; i++) {
            person.does(ActivityType.PRINT_JOB, BEGIN.toString(), Attribute.PAGES, 1L);
            if (i % 90 == 0) {
                person.restarts();
            }
        }
        person.restarts();
        Input again = new Input.Happened(Person.activity(ActivityType.PRINT_JOB, "a500", BEGIN, Attribute.PAGES, 1L));

        assertThat(person.takes(again).counting()).isEqualTo(Outcome.Counting.REPEATED);
        assertThat(person.alerts("print"))
                .singleElement()
                .extracting(Alert::count)
                .isEqualTo(1_000L);
    }

    @Test
    @DisplayName("An ordinary person's hot record is at most a kilobyte")
    void shouldKeepAnOrdinaryHotRecordSmall() {
        person.changesProfile(Histories.profile("Europe/Berlin", false, BEGIN.minusSeconds(86_400)));
        for (int i = 0; i < 40 * 60; i++) {
            Instant time = BEGIN.plusSeconds(i * 1_440L);
            ActivityType type = i % 5 == 0 ? ActivityType.CLOUD_UPLOAD : ActivityType.FILE_ACCESS;
            person.does(type, time.toString(), Attribute.BYTES, 1_000_000L + i);
        }
        person.restarts();

        assertThat(person.records().get(Histories.SUBJECT)).hasSizeLessThan(1024);
    }
}
