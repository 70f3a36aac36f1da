package io.keepwatch.rules.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attribute;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The catalogue as shipped")
class CatalogueTest {
    private static RuleBook book;

    @BeforeAll
    static void load() throws RuleSetException {
        book = RuleBooks.load(Path.of(".."), null);
    }

    @Test
    @DisplayName("S2-032 … S2-040: the nine SIEM rules judge, with the windows they declare")
    void shouldHoldTheNineSiemRules() {
        assertThat(book.rules())
                .extracting(Rule::id)
                .contains(
                        "bulk-download",
                        "usb-mass-storage",
                        "mail-to-outside",
                        "cloud-upload-spike",
                        "off-hours-classified",
                        "leaver-data-access",
                        "failed-admin-logins",
                        "security-agent-stopped",
                        "classified-print");
        assertThat(book.windows())
                .extracting(WindowDeclaration::span)
                .contains(new WindowDeclaration.Sliding(Duration.ofHours(1)), new WindowDeclaration.Daily(30, 14));
    }

    @Test
    @DisplayName("A type no rule looks at leaves no trace; a projection holds what conditions, windows and titles read")
    void shouldPlanEachType() {
        assertThat(book.plan(ActivityType.WEB_VISIT).remembered()).isFalse();
        assertThat(book.plan(ActivityType.USB_WRITE).projection())
                .containsExactlyInAnyOrder(Attribute.BYTES, Attribute.DEVICE);
        assertThat(book.plan(ActivityType.EMAIL_SENT).projection())
                .containsExactlyInAnyOrder(Attribute.TO, Attribute.ATTACHMENTS);
        assertThat(book.plan(ActivityType.AUTH_LOGIN).projection())
                .containsExactlyInAnyOrder(Attribute.LOGIN_OUTCOME, Attribute.PRIVILEGED);
    }
}
