package io.keepwatch.rules.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("S1-23: whether an address lies in a listed network")
class NetworksTest {
    private final Lists lists = new Lists(Map.of(
            "internal", List.of("10.0.0.0/8", "172.16.0.0/12", "192.0.2.7", "2001:db8::/32", "10.1.0.0/16"),
            "everything", List.of("0.0.0.0/0"),
            "words", List.of("10.0.0.0/8", "somewhere")));

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
        "10.0.0.0,true",
        "10.255.255.255,true",
        "11.0.0.0,false",
        "9.255.255.255,false",
        "172.15.255.255,false",
        "172.16.0.0,true",
        "172.31.255.255,true",
        "172.32.0.0,false",
        "192.0.2.7,true",
        "192.0.2.8,false",
        "2001:db8::1,true",
        "2001:DB8:ffff:ffff:ffff:ffff:ffff:ffff,true",
        "2001:db9::,false",
        "::ffff:10.1.2.3,true",
        "203.0.113.9,false"
    })
    void shouldKnowTheEdges(String address, boolean inside) {
        assertThat(lists.insideNetwork("internal", address)).isEqualTo(inside);
        assertThat(lists.outsideNetwork("internal", address)).isEqualTo(!inside);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "example.com", "10.0.0", "10.0.0.256", "1.2.3.4/8", "::g", " "})
    @DisplayName("what is no address is neither inside nor outside, and is never looked up")
    void shouldSayNothingOfWhatIsNoAddress(String text) {
        assertThat(lists.insideNetwork("everything", text) && lists.outsideNetwork("everything", text))
                .isFalse();
        assertThat(lists.outsideNetwork("internal", text)).isFalse();
    }

    @Test
    @DisplayName("a list that holds anything else is not a list of networks, and nothing is said of null")
    void shouldKnowItsLists() {
        assertThat(lists.isOfNetworks("internal")).isTrue();
        assertThat(lists.isOfNetworks("words")).isFalse();
        assertThat(lists.isOfNetworks("nowhere")).isFalse();
        assertThat(lists.outsideNetwork("internal", null)).isFalse();
        assertThat(lists.outsideNetwork("words", "203.0.113.9")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "2001:db8::/129", "10.0.0.0/", "10.0.0.0/x", "/8"})
    void shouldRefuseWhatIsNoNetwork(String text) {
        assertThat(Networks.of(List.of(text))).isNull();
    }

    @Test
    @DisplayName("a very long list is asked as quickly as a short one")
    void shouldFindItsWayInALongList() {
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 60_000; i++) {
            many.add("10." + i / 250 + "." + i % 250 + ".0/25");
        }
        Networks networks = Objects.requireNonNull(Networks.of(many));
        assertThat(networks.contain("10.17.3.127")).isTrue();
        assertThat(networks.contain("10.17.3.128")).isFalse();
    }
}
