package io.keepwatch.contracts;

import static io.keepwatch.contracts.Attribute.APPLICATION;
import static io.keepwatch.contracts.Attribute.CHANNEL;
import static io.keepwatch.contracts.Attribute.COUNTRY;
import static io.keepwatch.contracts.Attribute.IP;
import static io.keepwatch.contracts.Attribute.LOGIN_OUTCOME;
import static io.keepwatch.contracts.Attribute.PRIVILEGED;

import org.jspecify.annotations.Nullable;

/**
 * A login, successful or not. Wire type {@code auth.login}.
 *
 * @param header what every activity has
 * @param outcome success or failure
 * @param privileged whether the login was to a privileged account; absent where the source cannot tell, then the person's profile decides
 * @param application what was logged in to
 * @param ip the address it came from
 * @param country ISO 3166 code of that address
 * @param channel interactive, vpn or service
 */
public record AuthLogin(
        ActivityHeader header,
        @Nullable String outcome,
        @Nullable Boolean privileged,
        @Nullable String application,
        @Nullable String ip,
        @Nullable String country,
        @Nullable String channel)
        implements Activity {
    static AuthLogin of(ActivityHeader header, ActivityDraft draft) throws MalformedMessageException {
        return new AuthLogin(
                header,
                draft.text(LOGIN_OUTCOME),
                draft.flag(PRIVILEGED),
                draft.text(APPLICATION),
                draft.text(IP),
                draft.text(COUNTRY),
                draft.text(CHANNEL));
    }

    @Override
    public ActivityType type() {
        return ActivityType.AUTH_LOGIN;
    }

    @Override
    public @Nullable Object get(Attribute attribute) {
        return switch (attribute) {
            case LOGIN_OUTCOME -> outcome;
            case PRIVILEGED -> privileged;
            case APPLICATION -> application;
            case IP -> ip;
            case COUNTRY -> country;
            case CHANNEL -> channel;
            default -> null;
        };
    }
}
