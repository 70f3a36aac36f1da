package io.keepwatch.rules.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("S2-034: what lies inside and outside the listed domains")
class ListsTest {
    private final Lists lists =
            new Lists(Map.of("ours", List.of("Corp.example", "bücher.example"), "sites", List.of("Jobs")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@corp.example",
                "A@CORP.EXAMPLE",
                "a@mail.emea.corp.example",
                "Ann <a@corp.example>",
                "a@corp.example.",
                "\"odd@name\"@corp.example",
                "local-mailbox",
                "a@xn--bcher-kva.example",
                "a@Bücher.example",
                ""
            })
    void shouldBeInside(String address) {
        assertThat(lists.outside("ours", address)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@mail.example",
                "a@evilcorp.example",
                "a@corp.example.mail.example",
                "a@example",
                "corp.example@mail.example",
                "Corp <a@corp.example> <b@mail.example>",
                "a@corp-example"
            })
    void shouldBeOutside(String address) {
        assertThat(lists.outside("ours", address)).isTrue();
    }

    @Test
    @DisplayName("nothing is said of nothing, and nothing is on a list that does not exist")
    void shouldBeSafeWithoutValues() {
        assertThat(lists.outside("ours", null)).isFalse();
        assertThat(lists.contains("sites", null)).isFalse();
        assertThat(lists.contains("nowhere", "jobs")).isFalse();
        assertThat(lists.contains("sites", "JOBS")).isTrue();
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
        "a@corp.example,true",
        "Ann <a@sub.corp.example>,true",
        "https://corp.example/x,true",
        "http://user:secret@www.corp.example:8080/?q=https://other.example,true",
        "corp.example,true",
        "WWW.Corp.Example.,true",
        "https://other.example/corp.example,false",
        "https://corp.example.evil.test/,false",
        "https://corp.example@evil.test/,false",
        "evilcorp.example,false",
        "local-mailbox,false",
        "'',false"
    })
    @DisplayName("S3-03: an address, a URL or a domain inside a listed domain")
    void shouldKnowWhatLiesInside(String place, boolean inside) {
        assertThat(lists.inside("ours", place)).isEqualTo(inside);
    }
}
