package io.keepwatch.ingestion.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.Identity;
import io.keepwatch.contracts.MalformedMessageException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StagingTest {
    private static final Instant NOW = Instant.parse("2026-02-15T09:00:00Z");
    private final Directory directory =
            People.directory(People.person("p1", List.of("kara", "kara@corp.example"), List.of("lap-17")));

    @Test
    void shouldNameTheFirstHolderOfAClaimedAccount() throws MalformedMessageException {
        Staging staging = new Staging(directory);
        assertThat(staging.decide(line("{\"subject\":\"p2\",\"accounts\":[\"kara\"]}")))
                .isEqualTo("accounts: belongs to p1; with \"move\":true it moves");
        assertThat(staging.changes()).isEmpty();
    }

    @Test
    void shouldMoveAnAccountAndChangeItsFirstHolderToo() throws MalformedMessageException {
        Staging staging = new Staging(directory);
        assertThat(staging.decide(line("{\"subject\":\"p2\",\"accounts\":[\"kara\"],\"move\":true}")))
                .isNull();
        assertThat(staging.changes()).extracting(Identity::subject).containsExactly("p2", "p1");
        assertThat(staging.changes().get(1).accounts()).containsExactly("kara@corp.example");
        assertThat(staging.changes().get(1).hosts()).containsExactly("lap-17");
        assertThat(staging.changes().get(1).validFrom()).isEqualTo(NOW);
    }

    @Test
    void shouldSeeWhatEarlierLinesOfTheBatchDid() throws MalformedMessageException {
        Staging staging = new Staging(directory);
        assertThat(staging.decide(line("{\"subject\":\"p1\",\"accounts\":[]}"))).isNull();
        assertThat(staging.decide(line("{\"subject\":\"p2\",\"accounts\":[\"kara\"]}")))
                .isNull();
        assertThat(staging.decide(line("{\"subject\":\"p3\",\"accounts\":[\"kara\"]}")))
                .contains("p2");
    }

    @Test
    @DisplayName("The same record again changes nothing, with and without validFrom")
    void shouldAcceptARepeatWithoutAChange() throws MalformedMessageException {
        Staging first = new Staging(new Directory());
        String plain = "{\"subject\":\"p9\",\"accounts\":[\"nine\"],\"clearance\":2}";
        assertThat(first.decide(line(plain))).isNull();
        Directory knows = People.directory(first.changes().getFirst());

        Staging again = new Staging(knows);
        IdentityLine later = IdentityLine.read(1, plain.getBytes(StandardCharsets.UTF_8), NOW.plusSeconds(3_600));
        assertThat(again.decide(later)).isNull();
        assertThat(again.changes()).isEmpty();
        assertThat(again.decide(line("{\"subject\":\"p9\",\"accounts\":[\"nine\"],\"clearance\":3}")))
                .isNull();
        assertThat(again.changes()).hasSize(1);
    }

    @Test
    void shouldRetireOnceAndFreeTheAccounts() throws MalformedMessageException {
        Staging staging = new Staging(directory);
        assertThat(staging.retire("p1", NOW)).isTrue();
        assertThat(staging.retire("p1", NOW)).isTrue();
        assertThat(staging.retire("nobody", NOW)).isFalse();
        assertThat(staging.changes()).hasSize(1);
        assertThat(staging.changes().getFirst().retired()).isTrue();
        assertThat(staging.decide(line("{\"subject\":\"p2\",\"accounts\":[\"kara\"]}")))
                .isNull();
    }

    private static IdentityLine line(String json) throws MalformedMessageException {
        return IdentityLine.read(1, json.getBytes(StandardCharsets.UTF_8), NOW);
    }
}
