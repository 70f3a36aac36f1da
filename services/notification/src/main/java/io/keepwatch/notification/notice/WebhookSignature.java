package io.keepwatch.notification.notice;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import io.keepwatch.notification.WebhookSecret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The headers of Standard Webhooks; one signature per secret, so that a receiver may change its secret when it likes. */
final class WebhookSignature {
    private static final long MILLIS = 1_000;

    private final List<Webhook> secrets = new ArrayList<>();

    /** @param setting secrets separated by blanks */
    WebhookSignature(String setting, String variable) throws EmptyWebhookSecretException {
        for (byte[] secret : WebhookSecret.parse(setting, variable)) {
            secrets.add(new Webhook(secret));
        }
    }

    /** By the machine's clock, as receivers look at theirs. */
    Map<String, String> headers(String id, String contentType, byte[] body) {
        long now = System.currentTimeMillis() / MILLIS;
        String text = new String(body, StandardCharsets.UTF_8);
        List<String> signatures = new ArrayList<>();
        for (Webhook secret : secrets) {
            try {
                signatures.add(secret.sign(id, now, text));
            } catch (WebhookSigningException e) {
                throw new IllegalStateException("every Java runtime has HmacSHA256", e);
            }
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", contentType);
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", Long.toString(now));
        headers.put("webhook-signature", String.join(" ", signatures));
        return headers;
    }
}
