package io.keepwatch.notification.notice;

import static io.keepwatch.notification.notice.CaseEvents.newCase;
import static io.keepwatch.notification.notice.CaseEvents.opened;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.CaseEvent;
import io.keepwatch.notification.Await;
import io.keepwatch.notification.TestPlatform;
import io.keepwatch.notification.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestPlatform.class)
class WelfareCaseTest {
    private final Receiver receiver = new Receiver();
    private final CaseEvents cases = new CaseEvents();

    @BeforeEach
    void open() {
        receiver.open();
    }

    @AfterEach
    void close() {
        receiver.close();
        cases.close();
    }

    @Test
    @DisplayName("S3-32: of a welfare case nobody is told, by no way and however urgent it is")
    void shouldTellNobodyOfWelfareCases() {
        String welfareCase = newCase();
        String investigation = newCase();
        cases.publish(
                CaseEvents.welfare(welfareCase, investigation, 1, CaseEvent.OPENED),
                CaseEvents.welfare(welfareCase, investigation, 2, CaseEvent.ALERT_ATTACHED),
                CaseEvents.welfare(welfareCase, investigation, 3, CaseEvent.ALERT_SETTLED),
                opened(investigation));

        // The person's events are read in their order, so that notices of the welfare case would be there by now.
        Await.until(() -> assertThat(receiver.acceptedVersions(investigation)).containsExactly(1L));
        assertThat(receiver.requests(welfareCase)).isEmpty();
        assertThat(given().auth()
                        .oauth2(Tokens.of("auditor"))
                        .get("/v1/notices?case=" + welfareCase)
                        .jsonPath()
                        .getList("items"))
                .isEmpty();
    }
}
