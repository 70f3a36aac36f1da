package io.keepwatch.notification.hr;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.keepwatch.notification.WebhookSecret;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks Standard Webhooks signatures over the raw bytes of a body: any of the configured secrets may have made any of
 * the sent signatures, compared in constant time, not older or newer than five minutes by the machine's clock.
 */
@Singleton
@Startup
final class HrSignatures {
    /** A sender's name for a delivery: what a header and an index take without surprise. */
    private static final int LONGEST_ID = 256;

    private static final int MOST_SIGNATURES_LENGTH = 4_096;

    private final List<Webhook> secrets = new ArrayList<>();

    HrSignatures(HrConfig config) throws EmptyWebhookSecretException {
        for (byte[] secret : WebhookSecret.parse(config.webhookSecret().orElse(""), "KEEPWATCH_HR_WEBHOOK_SECRET")) {
            secrets.add(new Webhook(secret));
        }
    }

    /** True only if the headers prove that {@code body} comes from a holder of a secret, and recently. */
    boolean prove(@Nullable String id, @Nullable String timestamp, @Nullable String signatures, byte[] body) {
        if (id == null || timestamp == null || signatures == null || !isPlain(id)) {
            return false;
        }
        if (signatures.length() > MOST_SIGNATURES_LENGTH) {
            return false;
        }
        String text;
        try {
            // Malformed input is refused rather than replaced, so that text and bytes stand for each other exactly.
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            return false;
        }
        Map<String, List<String>> headers = Map.of(
                "webhook-id", List.of(id),
                "webhook-timestamp", List.of(timestamp),
                "webhook-signature", List.of(signatures));
        boolean proven = false;
        for (Webhook secret : secrets) {
            proven |= proves(secret, text, headers);
        }
        return proven;
    }

    private static boolean proves(Webhook secret, String text, Map<String, List<String>> headers) {
        try {
            secret.verify(text, headers);
            return true;
        } catch (WebhookVerificationException e) {
            return false;
        }
    }

    private static boolean isPlain(String id) {
        return !id.isEmpty() && id.length() <= LONGEST_ID && id.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }
}
