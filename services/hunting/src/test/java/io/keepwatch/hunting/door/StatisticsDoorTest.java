package io.keepwatch.hunting.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.keepwatch.hunting.HuntingConfig;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealBroker.class)
class StatisticsDoorTest {
    private static final String STATS = "/v1/hunt/stats";
    private static final String ALDERSON = "user=”elliotalderson”";
    private static final String MURPHY = "user=”elliotmurphy” && type=”connect”";

    @Inject
    HuntingConfig config;

    @BeforeEach
    void stored() {
        Api.awaitStored();
    }

    private static JsonPath stats(Map<String, ?> query) {
        return Api.get(STATS, query).then().statusCode(200).extract().jsonPath();
    }

    @Test
    @DisplayName("S1-16: executables by frequency")
    void shouldListExecutablesByFrequency() {
        JsonPath answer = stats(Map.of("q", ALDERSON, "by", "executable", "order", "frequent", "limit", 3));

        assertThat(answer.<String>getList("items.value")).containsExactly("/bin/bash", "/usr/bin/vim", "/usr/bin/git");
        assertThat(answer.<Integer>getList("items.count")).containsExactly(61, 25, 12);
        assertThat(answer.getInt("values")).isEqualTo(8);
        assertThat(answer.<String>getList("limits")).containsExactly("values");
    }

    @Test
    @DisplayName("S1-16, S1-17: the executables of the question as printed, most frequent first and rarest first")
    void shouldListTheExecutablesOfTheWindow() {
        String printed = "user=”elliotalderson” && timestamp > 1438104640000";

        JsonPath frequent = stats(Map.of("q", printed, "by", "executable", "order", "frequent"));
        JsonPath rare = stats(Map.of("q", printed, "by", "executable", "order", "rare"));

        assertThat(frequent.<String>getList("items.value"))
                .containsExactly("/usr/bin/scp", "/bin/bash", "/usr/bin/crontab", "/usr/bin/rsync");
        assertThat(frequent.<Integer>getList("items.count")).containsExactly(2, 1, 1, 1);
        assertThat(rare.<String>getList("items.value"))
                .containsExactly("/bin/bash", "/usr/bin/crontab", "/usr/bin/rsync", "/usr/bin/scp");
    }

    @Test
    @DisplayName("S1-17: the least frequent executables first")
    void shouldListTheRarestFirst() {
        JsonPath answer = stats(Map.of("q", ALDERSON, "by", "executable", "order", "rare"));

        assertThat(answer.<Integer>getList("items.count")).containsExactly(1, 1, 1, 1, 2, 12, 25, 61);
        assertThat(answer.<String>getList("limits")).isEmpty();
    }

    @Test
    @DisplayName("S1-19: each value links the hunt that finds what was counted, in the same times")
    void shouldLinkTheHuntOfEachValue() {
        JsonPath answer = stats(Map.of("q", MURPHY, "by", "executable", "from", "2015-07-28T00:00:00Z"));

        for (Map<String, ?> item : answer.<Map<String, ?>>getList("items")) {
            String link = (String) item.get("link");
            List<?> found =
                    Api.analyst().urlEncodingEnabled(false).get(link).jsonPath().getList("items");
            assertThat((Object) found.size()).as(link).isEqualTo(item.get("count"));
        }
        assertThat(answer.<String>getList("items.value")).contains("firefox").doesNotContain("/usr/bin/ssh");
    }

    @Test
    @DisplayName("S1-22: transfer tools come first, the rarest of them before the others")
    void shouldPutTransferToolsFirst() {
        JsonPath answer = stats(Map.of("q", MURPHY, "by", "executable"));

        assertThat(answer.<String>getList("items.value"))
                .containsExactly("/usr/bin/fsync", "/usr/bin/scp", "C:\\Tools\\CURL.EXE", "/usr/bin/ssh", "firefox");
        assertThat(answer.<Integer>getList("items.priority")).containsExactly(4, 4, 4, 4, 0);
        assertThat(answer.<String>getList("items[0].reasons")).containsExactly("transfer tool");
        assertThat(answer.<String>getList("lists.missing")).isEmpty();
    }

    @Test
    @DisplayName(
            "S1-23, S1-24, S1-25: outside addresses, own public servers, VPN addresses; an edited list holds at once")
    void shouldPutOutsideAddressesFirst() throws Exception {
        assertThat(stats(Map.of("q", MURPHY, "by", "remoteIp")).<String>getList("items.value"))
                .containsExactly("203.0.113.9", "2001:db8::5", "192.0.2.66", "172.16.9.9", "10.0.0.5");

        Path list = config.rules().orElseThrow().resolve("lists/own-public-servers.yaml");
        String before = Files.readString(list);
        RealBroker.list(config.rules().orElseThrow(), "own-public-servers", "192.0.2.64/28", "2001:db8::/32");
        try {
            assertThat(stats(Map.of("q", MURPHY, "by", "remoteIp")).<Integer>getList("items.priority"))
                    .containsExactly(3, 2, 2, 1, 0);
            Files.delete(list);
            assertThat(stats(Map.of("q", MURPHY, "by", "remoteIp")).<String>getList("lists.missing"))
                    .containsExactly("own-public-servers");
        } finally {
            Files.writeString(list, before);
        }
    }

    @Test
    void shouldDrawWhatIsAskedForAsAPicture() {
        for (String path : List.of(STATS + "?by=executable&q=", "/v1/hunt/histogram?by=user&q=")) {
            Api.analyst()
                    .accept("image/svg+xml")
                    .get(path)
                    .then()
                    .statusCode(200)
                    .contentType("image/svg+xml")
                    .header("Content-Security-Policy", startsWith("default-src 'none'"))
                    .body(containsString("activities"));
        }
        Api.analyst()
                .accept("image/svg+xml")
                .queryParam("q", "id = nothing")
                .get("/v1/hunt/histogram")
                .then()
                .statusCode(204);
    }

    @Test
    @DisplayName("S1-14: a histogram follows the clock of a zone")
    void shouldCountOverTime() {
        Api.get(
                        "/v1/hunt/histogram",
                        Map.of(
                                "q", ALDERSON,
                                "from", "2015-07-28T04:00:00Z",
                                "to", "2015-07-30T04:00:00Z",
                                "zone", "America/New_York",
                                "step", "1d"))
                .then()
                .statusCode(200)
                .body(
                        "bounds",
                        equalTo(List.of("2015-07-28T04:00:00Z", "2015-07-29T04:00:00Z", "2015-07-30T04:00:00Z")))
                .body("series[0].numbers", equalTo(List.of(9, 1)));
    }
}
