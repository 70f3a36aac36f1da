package io.keepwatch.cases.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("S2-087 … S2-093 How long somebody has, in the person's days and the site's")
class TermTest {

    @ParameterizedTest(name = "{0} from {1} on {2}, person in {3}, site in {4}")
    @CsvSource({
        // an hour is an hour, also over a change of clocks
        "PT1H, 2026-03-28T23:30:00Z, 2026-03-29, Europe/Berlin, Europe/Berlin, 2026-03-29T00:30:00Z",
        // a day is one of the calendar: 23 hours when clocks go forward, 25 when they go back
        "P1D, 2026-03-28T23:00:00Z, 2026-03-29, Europe/Berlin, Europe/Berlin, 2026-03-29T22:00:00Z",
        "P1D, 2026-10-24T22:00:00Z, 2026-10-25, Europe/Berlin, Europe/Berlin, 2026-10-25T23:00:00Z",
        "P1W, 2026-03-24T23:00:00Z, 2026-03-25, Europe/Berlin, Europe/Berlin, 2026-03-31T22:00:00Z",
        // the day HR named ends at the site, wherever the person's day began
        "end-of-day, 2026-02-27T23:00:00Z, 2026-02-28, Europe/Berlin, Europe/Berlin, 2026-02-28T23:00:00Z",
        "end-of-day, 2026-02-27T23:00:00Z, 2026-02-28, Europe/Berlin, America/New_York, 2026-03-01T05:00:00Z",
        "end-of-day, 2026-02-27T11:15:00Z, 2026-02-28, Pacific/Chatham, Europe/Berlin, 2026-02-28T23:00:00Z",
        // it never ends before it begins: the day is over in the east before it begins in the west
        "end-of-day, 2026-02-28T12:00:00Z, 2026-02-28, Etc/GMT+12, Pacific/Kiritimati, 2026-02-28T12:00:00Z",
        // Friday to the Friday after, Saturday to Friday
        "5-working-days, 2026-03-06T09:00:00Z, 2026-03-06, Europe/Berlin, Europe/Berlin, 2026-03-13T09:00:00Z",
        "5-working-days, 2026-03-07T09:00:00Z, 2026-03-07, Europe/Berlin, Europe/Berlin, 2026-03-13T09:00:00Z"
    })
    void shouldEnd(String term, Instant at, LocalDate day, ZoneId person, ZoneId site, Instant end) {
        assertThat(Term.of(term).after(new Term.Start(at, day, person, site))).isEqualTo(end);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "PT", "-PT1H", "P-1D", "PT-1H", "working-days", "1 h"})
    @DisplayName("what is no term is refused when the service starts")
    void shouldRefuseWhatIsNoTerm(String text) {
        assertThatThrownBy(() -> Term.of(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
