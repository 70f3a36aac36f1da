package io.keepwatch.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSecretTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "whsec_",
                "whsec_c2hvcnQ=",
                "whsec_!!!!",
                "bmV3LXNlY3JldC1vZi10aGUtaHItc3lz",
                "whsec_bmV3LXNlY3JldC1vZi10aGUtaHItc3lz whsec_c2hvcnQ="
            })
    @DisplayName(
            "H02 reliability §4: without a proper secret the door does not open at all, and the message keeps it secret")
    void shouldRefuseMissingOrWeakSecrets(String setting) {
        assertThatThrownBy(() -> WebhookSecret.parse(setting, "THE_SETTING"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("THE_SETTING")
                .hasMessageNotContainingAny("c2hvcnQ", "bmV3");
    }

    @Test
    @DisplayName("H02: several secrets may be valid at once")
    void shouldReadSeveralSecrets() {
        assertThat(WebhookSecret.parse(
                        " " + TestPlatform.HR_SECRET + "\n" + TestPlatform.OLD_HR_SECRET + " ", "THE_SETTING"))
                .hasSize(2);
    }
}
