package io.keepwatch.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {

    @ParameterizedTest
    @CsvSource({
        "2026-02-15T09:00:00Z, 2026-02-15T09:00:00Z",
        "2026-02-15t09:00:00z, 2026-02-15T09:00:00Z",
        "2026-02-15 09:00:00Z, 2026-02-15T09:00:00Z",
        "2026-02-15T09:00:00.25Z, 2026-02-15T09:00:00.250Z",
        "2026-02-15T09:00:00.123456789123Z, 2026-02-15T09:00:00.123456789Z",
        "2026-02-15T22:45:00+13:45, 2026-02-15T09:00:00Z",
        "2026-02-14T20:30:00-12:30, 2026-02-15T09:00:00Z",
        "2024-02-29T00:00:00-00:00, 2024-02-29T00:00:00Z",
    })
    void shouldReadEveryShape(String text, Instant expected) throws Exception {
        assertThat(Rfc3339.parse(text, "time")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026",
                "2026-02-15",
                "2026-02-15T09:00:00",
                "2026-02-15T09:00Z",
                "2026-02-15T09:00:00.Z",
                "2026-02-15T09:00:00Zx",
                "2026-02-15T09:00:00+1",
                "2026-02-15T09:00:00+25:00",
                "2026-02-15T24:00:00Z",
                "2025-02-29T00:00:00Z",
                "2026/02/15T09:00:00Z",
                "٢٠٢٦-02-15T09:00:00Z",
                "+026-02-15T09:00:00Z",
                "1438104640000",
            })
    void shouldRefuseWhatNamesNoInstant(String text) {
        assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> Rfc3339.parse(text, "time"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-15, 2026-02-15T00:00:00Z",
        "2026-02-15T09:00:00+01:00, 2026-02-15T08:00:00Z",
    })
    void shouldReadADayAsItsBeginning(String text, Instant expected) throws Exception {
        assertThat(Rfc3339.parseBound(text, "from")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2026-02-30", "yesterday!", "2026-02-15T09:00:00", "+2026-2-15"})
    void shouldRefuseWhatIsNeitherDayNorTime(String text) {
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> Rfc3339.parseBound(text, "from"))
                .withMessageStartingWith("from: expected a day");
    }

    @Test
    void shouldWriteAsInstantsWriteThemselves() {
        Random random = new Random(20_260_215);
        for (int i = 0; i < 10_000; i++) {
            long second = random.nextLong(-70_000_000_000L, 260_000_000_000L);
            int nano = switch (i % 4) {
                case 0 -> 0;
                case 1 -> random.nextInt(1_000) * 1_000_000;
                case 2 -> random.nextInt(1_000_000) * 1_000;
                default -> random.nextInt(1_000_000_000);
            };
            Instant time = Instant.ofEpochSecond(second, nano);
            assertThat(Rfc3339.format(time)).isEqualTo(time.toString());
        }
    }
}
