package io.keepwatch.notification.notice;

import static io.keepwatch.notification.notice.CaseEvents.attached;
import static io.keepwatch.notification.notice.CaseEvents.newCase;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.Severity;
import io.keepwatch.notification.TestPlatform;
import io.keepwatch.notification.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(TestPlatform.class)
class NoticeListTest {
    private final NoticeStore store;

    NoticeListTest(NoticeStore store) {
        this.store = store;
    }

    @Test
    @DisplayName("S1-06: notices are listed page by page, newest first, without person or content")
    void shouldListWithoutContent() {
        String caseId = newCase();
        List<Told> events = LongStream.rangeClosed(1, 5)
                .<Told>mapToObj(version -> new Told.OfCase(attached(caseId, version, Severity.P2)))
                .toList();
        store.accept(
                        events,
                        events.stream()
                                .map(e -> Notice.of(e, Destination.WEBHOOK))
                                .toList())
                .await()
                .indefinitely();

        List<String> seen = new ArrayList<>();
        String next = "/v1/notices?limit=2&case=" + caseId;
        int pages = 0;
        while (next != null) {
            Response page = given().auth().oauth2(Tokens.of("auditor")).get(next);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.asString()).doesNotContain("person-of-", "mila.brandt");
            seen.addAll(page.jsonPath().getList("items.event"));
            String cursor = page.path("nextCursor");
            assertThat(page.header("Link") == null).isEqualTo(cursor == null);
            next = cursor == null ? null : "/v1/notices?limit=2&case=" + caseId + "&cursor=" + cursor;
            pages++;
        }

        assertThat(pages).isEqualTo(3);
        assertThat(seen).containsExactly(caseId + "/5", caseId + "/4", caseId + "/3", caseId + "/2", caseId + "/1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status=lost",
                "destination=pigeon",
                "limit=0",
                "limit=201",
                "limit=x",
                "limit=99999999999",
                "cursor=%00",
                "cursor=!!",
                "cursor=YWJj",
                "case=%00"
            })
    @DisplayName("a query that cannot be read is a documented problem")
    void shouldRefuseWrongQueries(String query) {
        given().auth()
                .oauth2(Tokens.of("soc-lead"))
                .urlEncodingEnabled(false)
                .get("/v1/notices?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    @DisplayName("all that is wrong with a query is said at once")
    void shouldNameEveryViolation() {
        assertThat(given().auth()
                        .oauth2(Tokens.of("soc-lead"))
                        .get("/v1/notices?status=lost&destination=pigeon&limit=0&cursor=!")
                        .jsonPath()
                        .getList("violations.field"))
                .containsExactly("status", "destination", "limit", "cursor");
    }

    @Test
    @DisplayName("there is no retrying what does not exist")
    void shouldNotRetryTheUnknown() {
        given().auth()
                .oauth2(Tokens.of("soc-lead"))
                .post("/v1/notices/nt-0/retry")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }
}
