package io.keepwatch.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.Activity;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An ordinary year: nobody is an insider, and hardly anybody is taken for one")
class OrdinaryYearTest {
    private static final LocalDate FIRST = LocalDate.parse("2025-03-01");
    private static final int PEOPLE = 60;

    private static List<Activity> year(int person) {
        List<Activity> activities = new ArrayList<>();
        new OrdinaryYear(OrdinaryPerson.of(1, person), FIRST, 1).live(activities::add);
        return activities;
    }

    @Test
    @DisplayName("a year follows from its seed, each activity has an id of its own, and they come in time order")
    void shouldFollowFromTheSeed() {
        List<Activity> year = year(3);

        assertThat(year).isEqualTo(year(3)).isNotEqualTo(year(4)).hasSizeGreaterThan(2_000);
        List<Instant> times = year.stream().map(one -> one.header().time()).toList();
        assertThat(times).isSortedAccordingTo(Comparator.naturalOrder());
        Set<String> ids = new HashSet<>();
        assertThat(year)
                .allSatisfy(one -> assertThat(ids.add(one.header().id())).isTrue());
    }

    @Test
    @DisplayName("S3-40: fewer than 1 % of people a month reach Investigate; what raised them is told")
    void shouldHardlyRaiseAnybody(@TempDir Path directory) throws Exception {
        Map<String, Double> figures = new YearRun(Directories.repository(), 1)
                .measure(PEOPLE, FIRST, directory).stream().collect(Collectors.toMap(Figure::figure, Figure::value));

        assertThat(figures.get("year: people")).isEqualTo(PEOPLE);
        assertThat(figures.get("year: activities")).isGreaterThan(100_000);
        assertThat(figures.get("year: percent of people raised in a month, on average"))
                .isLessThan(1);
    }
}
