package io.keepwatch.notification;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Secrets in the notation of Standard Webhooks: {@code whsec_} and the base64 of at least 24 bytes. */
public final class WebhookSecret {
    private static final String PREFIX = "whsec_";
    private static final int SHORTEST = 24;

    private WebhookSecret() {}

    /**
     * Reads one or more secrets separated by blanks or commas.
     *
     * @param variable how the setting is called, for the message
     * @throws IllegalStateException if there is none or one is not of the notation; the message never shows a secret
     */
    public static List<byte[]> parse(String text, String variable) {
        List<byte[]> secrets = new ArrayList<>();
        for (String word : text.strip().split("[\\s,]+", -1)) {
            secrets.add(secret(word, variable));
        }
        return secrets;
    }

    private static byte[] secret(String word, String variable) {
        try {
            byte[] key = Base64.getDecoder().decode(word.startsWith(PREFIX) ? word.substring(PREFIX.length()) : "");
            if (key.length >= SHORTEST) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            throw refused(variable);
        }
        throw refused(variable);
    }

    private static IllegalStateException refused(String variable) {
        return new IllegalStateException(variable + " must hold one or more secrets of the form " + PREFIX
                + "<base64 of at least " + SHORTEST + " bytes>, separated by blanks");
    }
}
