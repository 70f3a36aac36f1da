package io.keepwatch.rules.habit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Working hours and holidays")
class WorkHoursTest {
    @ParameterizedTest(name = "{0} at {1}: {2}")
    @CsvSource({
        "Mon-Fri 09:00-17:30, 2026-03-02T09:00, true",
        "Mon-Fri 09:00-17:30, 2026-03-02T08:59:59, false",
        "Mon-Fri 09:00-17:30, 2026-03-02T17:29:59, true",
        "Mon-Fri 09:00-17:30, 2026-03-02T17:30, false",
        "Mon-Fri 09:00-17:30, 2026-03-07T12:00, false",
        "mon-fri 9:00 - 17:30, 2026-03-06T12:00, true",
        "'Mon,Wed 08:00-12:00; Saturday 10:00-14:00', 2026-03-04T11:00, true",
        "'Mon,Wed 08:00-12:00; Saturday 10:00-14:00', 2026-03-03T11:00, false",
        "'Mon,Wed 08:00-12:00; Saturday 10:00-14:00', 2026-03-07T13:59, true",
        "Sun 22:00-06:00, 2026-03-02T05:59, true",
        "Sun 22:00-06:00, 2026-03-02T06:00, false",
        "Sun 22:00-06:00, 2026-03-01T05:59, false",
        "Sat-Mon 10:00-24:00, 2026-03-01T23:59, true"
    })
    @DisplayName("B16: half-open, shifts over midnight belong to the day on which they begin")
    void shouldCover(String hours, LocalDateTime at, boolean covered) {
        assertThat(Objects.requireNonNull(WorkHours.read(hours)).cover(at)).isEqualTo(covered);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "flexible",
                "Mon-Fri",
                "Mon-Fri 9-17",
                "Mon-Fri 25:00-26:00",
                "Xyz 09:00-17:00",
                "Mon 09:00-17:61"
            })
    @DisplayName("What nobody can read is no working time, and no error")
    void shouldNotGuess(String text) {
        assertThat(WorkHours.read(text)).isNull();
    }

    @Test
    @DisplayName("Holidays by site, and everywhere; an entry that is none is named")
    void shouldReadHolidays() {
        Holidays holidays = Holidays.of(List.of("BER 2026-10-03", "* 2026-12-25", "New York 2026-07-04"));
        assertThat(holidays.at("BER")).containsExactlyInAnyOrder(day("2026-10-03"), day("2026-12-25"));
        assertThat(holidays.at("New York")).contains(day("2026-07-04"));
        assertThat(holidays.at(null)).containsExactly(day("2026-12-25"));
        assertThatThrownBy(() -> Holidays.of(List.of("BER 2026-02-30")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("BER 2026-02-30");
        assertThatThrownBy(() -> Holidays.of(List.of("2026-12-25"))).isInstanceOf(IllegalArgumentException.class);
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    @Test
    @DisplayName("Who works on Sundays has another free day")
    void shouldKnowTheFreeDay() {
        assertThat(WorkHours.read("Sun-Thu 09:00-17:00")).returns(DayOfWeek.SATURDAY, WorkHours::freeDay);
        assertThat(WorkHours.read("Mon-Fri 09:00-17:00")).returns(DayOfWeek.SUNDAY, WorkHours::freeDay);
        PersonClock clock = new PersonClock(
                ZoneOffset.UTC,
                WorkHours.read("Sun-Thu 09:00-17:00"),
                Holidays.of(List.of("* 2026-03-03")).at(null));
        assertThat(clock.hourOfWeek(LocalDateTime.of(2026, 3, 3, 9, 0))).isEqualTo(5 * 24 + 9);
        assertThat(clock.isWorkingTime(LocalDateTime.of(2026, 3, 3, 9, 0))).isFalse();
    }
}
