package io.keepwatch.notification.hr;

import io.keepwatch.notification.Problem;
import io.keepwatch.notification.jose.Envelopes;
import io.keepwatch.notification.jose.UnacceptableException;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.unchecked.Unchecked;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Which bodies the HR door takes, and what stands in them: sealed ones always, plain ones where configuration says so. */
@Singleton
@Startup
final class HrBody {
    static final String JOSE = "application/jose";

    private static final Logger LOG = Logger.getLogger(HrBody.class);

    private final Envelopes envelopes;
    private final boolean allowPlain;

    HrBody(Envelopes envelopes, HrConfig config) {
        this.envelopes = envelopes;
        this.allowPlain = config.allowPlain();
        if (!allowPlain && !envelopes.canOpen()) {
            throw new IllegalStateException("HR events must be encrypted, and the keys for it are missing:"
                    + " KEEPWATCH_HR_KEYS_OWN needs a key with use=enc and KEEPWATCH_HR_KEYS_SYSTEM one with use=sig"
                    + " (or KEEPWATCH_HR_ALLOW_PLAIN=true where HR and Keepwatch share a machine)");
        }
    }

    /** Looks at the content type alone. */
    void refuseOtherMedia(@Nullable String contentType) {
        switch (type(contentType)) {
            case JOSE -> {
                if (!envelopes.canOpen()) {
                    throw Problem.MEDIA_TYPE.because("no keys for " + JOSE + " are configured");
                }
            }
            case MediaType.APPLICATION_JSON -> {
                if (!allowPlain) {
                    throw Problem.MEDIA_TYPE.because("this door takes encrypted events only");
                }
            }
            default ->
                throw Problem.MEDIA_TYPE.because(
                        "expected " + JOSE + " or, where allowed, " + MediaType.APPLICATION_JSON);
        }
    }

    /** What HR said; every envelope that is not as it should be is refused with the same words. */
    Uni<byte[]> content(@Nullable String contentType, byte[] body) {
        if (!type(contentType).equals(JOSE)) {
            return Uni.createFrom().item(body);
        }
        return Uni.createFrom()
                .item(Unchecked.supplier(() -> opened(body)))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private byte[] opened(byte[] body) {
        try {
            return envelopes.open(body);
        } catch (UnacceptableException e) {
            LOG.infof("HR event refused: %s", e.getMessage());
            throw Problem.ENVELOPE.because(
                    "a JWE for a key of GET /v1/hr/keys around a JWS of a known HR key is needed; see the documentation"
                            + " for the algorithms");
        }
    }

    private static String type(@Nullable String contentType) {
        return contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
