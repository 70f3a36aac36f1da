package io.keepwatch.hunting.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityJson;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The questions of the first source document through the door, typed as printed. */
@QuarkusTest
@QuarkusTestResource(RealBroker.class)
class HuntDoorTest {
    @BeforeEach
    void stored() {
        Api.awaitStored();
    }

    @Test
    @DisplayName("S1-13, S1-15: everything since 1:30pm Eastern on 7/28/15, with typographic quotes")
    void shouldFindWhatWasDoneAfterLeaving() {
        assertThat(Api.ids("user=”elliotalderson” && timestamp > 1438104640000"))
                .containsExactly(
                        "alderson-last",
                        "alderson-vpn",
                        "vpn-login",
                        "alderson-scp-again",
                        "alderson-scp",
                        "alderson-after-1ns");
    }

    @Test
    @DisplayName("S1-18, S1-20, S1-21: connections of a person, by tool and address, and of the VPN block")
    void shouldFindConnections() {
        assertThat(Api.ids("user=”elliotmurphy” && type=”connect”")).hasSize(53).doesNotContain("murphy-no-connect");
        assertThat(Api.ids("type=”connect” && command=”scp” && ip=”192.0.2.66”"))
                .containsExactly("murphy-staging");
        assertThat(Api.ids("ip starts_with “172.16.”"))
                .containsExactly("alderson-vpn", "pull", "vpn-login", "murphy-vpn");
    }

    @Test
    @DisplayName("S1-20: as printed, with an address that was left out: no connection has none")
    void shouldTakeTheEmptyAddressAsPrinted() {
        assertThat(Api.ids("type=”connect” && command=”scp” && ip=””")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1438104640000",
                "“1438104640000”",
                "2015-07-28T17:30:40Z",
                "”2015-07-28T17:30:40Z”",
                "2015-07-28t17:30:40z",
                "2015-07-28T17:30:40.0Z",
                "2015-07-28T17:30:40.000000000+00:00",
                "2015-07-28T13:30:40-04:00",
                "2015-07-29T05:15:40+11:45",
                "'2015-07-28 13:30:40-04:00'"
            })
    @DisplayName("S1-15: a question takes a time in every shape of RFC 3339 and in milliseconds since 1970")
    void shouldTakeTimesInQuestionsInEveryShape(String left) {
        assertThat(Api.ids("user=”elliotalderson” && timestamp > " + left))
                .hasSize(6)
                .doesNotContain("alderson-at-leaving");
        assertThat(Api.ids("user=”elliotalderson” && timestamp >= " + left))
                .hasSize(7)
                .contains("alderson-at-leaving");
    }

    @Test
    @DisplayName("S1-27: an activity comes back as it was accepted")
    void shouldAnswerActivitiesAsTheContractHasThem() {
        Activity pull = Told.activities().stream()
                .filter(activity -> activity.header().id().equals("pull"))
                .findFirst()
                .orElseThrow();
        String expected = new String(ActivityJson.write(pull), StandardCharsets.UTF_8);

        assertThat(Api.hunt("id = pull").asString()).startsWith("{\"items\":[" + expected + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2015-07-28T17:30:40Z",
                "2015-07-28t17:30:40z",
                "2015-07-28 17:30:40Z",
                "2015-07-28T17:30:40.000000000Z",
                "2015-07-28T13:30:40-04:00",
                "2015-07-29T05:15:40+11:45",
                "1438104640000"
            })
    @DisplayName(
            "S1-14, S1-15: from and to take a time in every shape; the first instant belongs to it, the last does not")
    void shouldTakeTimesInEveryShape(String left) {
        Response after = Api.get("/v1/hunt", Map.of("q", "user = elliotalderson", "from", left));
        Response before = Api.get("/v1/hunt", Map.of("q", "user = elliotalderson", "to", left));

        assertThat(after.jsonPath().<String>getList("items.id")).hasSize(7).contains("alderson-at-leaving");
        assertThat(before.jsonPath().<String>getList("items.id")).hasSize(98).contains("cleanup");
    }

    @Test
    void shouldTakeAPlusSignThatWasNotEscaped() {
        Response answer = Api.analyst()
                .urlEncodingEnabled(false)
                .get("/v1/hunt?q=user=elliotalderson&from=2015-07-29T05:15:40+11:45");

        assertThat(answer.jsonPath().getList("items.id")).hasSize(7);
    }

    @Test
    @DisplayName("S1-14: pages follow each other by link without gap or repeat, and say that there is more")
    void shouldPageByCursor() {
        List<String> found = new ArrayList<>();
        String next = "/v1/hunt?q=user%20%3D%20elliotalderson&limit=10";
        int pages = 0;
        while (next != null) {
            Response page = Api.analyst().urlEncodingEnabled(false).get(next);
            page.then().statusCode(200);
            found.addAll(page.jsonPath().getList("items.id"));
            String link = page.header("Link");
            assertThat(page.jsonPath().<String>getList("limits")).isEqualTo(link == null ? List.of() : List.of("rows"));
            next = link == null ? null : link.substring(1, link.indexOf('>'));
            pages++;
        }
        assertThat(pages).isEqualTo(11);
        assertThat(found).isEqualTo(Api.ids("user = elliotalderson")).doesNotHaveDuplicates();
    }

    @Test
    void shouldRefuseTheCursorOfAnotherQuestion() {
        String cursor = Api.get("/v1/hunt", Map.of("q", "user = elliotalderson", "limit", 1))
                .jsonPath()
                .getString("nextCursor");

        Api.get("/v1/hunt", Map.of("q", "user = elliotmurphy", "cursor", cursor))
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:keepwatch:problem:invalid-query"))
                .body("violations[0].field", equalTo("cursor"));
    }

    @Test
    @DisplayName("S1-27: a question over everything is bounded, says so, and is kept by nobody on the way")
    void shouldBoundAQuestionOverEverything() {
        Api.get("/v1/hunt", Map.of())
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .header("Link", notNullValue())
                .body("items.size()", equalTo(100))
                .body("limits", equalTo(List.of("rows")))
                .body("nextCursor", notNullValue());
        Api.hunt("").then().body("limits", equalTo(List.of())).body("nextCursor", nullValue());
    }

    @Test
    void shouldCompleteAQuestion() {
        Api.get("/v1/hunt/complete", Map.of("q", "us"))
                .then()
                .statusCode(200)
                .body("from", equalTo(0))
                .body("proposals", equalTo(List.of("user")));
        Api.get("/v1/hunt/complete", Map.of("q", "user = \"o'b"))
                .then()
                .statusCode(200)
                .body("from", equalTo(7))
                .body("proposals", equalTo(List.of("\"O'Brien \\\"x\\\"; --\"")));
        assertThat(Api.ids("user = \"O'Brien \\\"x\\\"; --\"")).containsExactly("novak-1");
    }
}
