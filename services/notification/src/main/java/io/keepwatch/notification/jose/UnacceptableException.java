package io.keepwatch.notification.jose;

/**
 * A token that is not what it should be. The message is for our log and says nothing of the token's content; whoever
 * sent it learns only that it was refused.
 */
public final class UnacceptableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnacceptableException(String reason) {
        super(reason, null, false, false);
    }
}
