package io.keepwatch.platform.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MailTextTest {
    @Test
    @DisplayName("folded headers and encoded words read as they were meant")
    void shouldDecodeHeaders() {
        MailText mail = MailText.of(List.of(
                "Subject: =?UTF-8?Q?P1_f=C3=BCr?=", " =?utf-8?b?IGthcmE=?=", "To: soc@example.org", "", "text"));

        assertThat(mail.headers()).containsEntry("subject", "P1 für kara").containsEntry("To", "soc@example.org");
        assertThat(mail.body()).isEqualTo("text");
    }

    @Test
    @DisplayName("quoted-printable joins soft line breaks and keeps a lone equals sign")
    void shouldDecodeQuotedPrintable() {
        MailText mail = MailText.of(List.of(
                "Content-Type: text/plain; charset=\"utf-8\"",
                "Content-Transfer-Encoding: quoted-printable",
                "",
                "a long =",
                "line with =C3=A9 and 1=1 and =3D"));

        assertThat(mail.body()).isEqualTo("a long line with é and 1=1 and =");
    }

    @Test
    void shouldDecodeBase64() {
        MailText mail = MailText.of(List.of("Content-Transfer-Encoding: base64", "", "w6nD", "qQ=="));

        assertThat(mail.body()).isEqualTo("éé");
    }

    @Test
    @DisplayName("a charset nobody knows and a mail of headers alone do no harm")
    void shouldSurviveOddMails() {
        assertThat(MailText.of(List.of("Subject: =?x-odd?Q?hm?=")).headers()).containsEntry("Subject", "hm");
        assertThat(MailText.of(List.of()).body()).isEmpty();
    }
}
