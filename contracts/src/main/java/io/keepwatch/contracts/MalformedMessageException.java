package io.keepwatch.contracts;

/** Says in one sentence, fit to be shown to the sender, which field of a message cannot be read and why. */
public final class MalformedMessageException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean unreadable;

    public MalformedMessageException(String reason) {
        this(reason, false);
    }

    private MalformedMessageException(String reason, boolean unreadable) {
        super(reason, null, false, false);
        this.unreadable = unreadable;
    }

    /** For what is not a message at all: not JSON, or not an object. */
    public static MalformedMessageException unreadable(String reason) {
        return new MalformedMessageException(reason, true);
    }

    /** The reason, naming the field; never contains the field's value, which may be personal data. */
    public String reason() {
        return String.valueOf(getMessage());
    }

    /** True where nothing of the message could be read, false where it was read and a field is wrong. */
    public boolean isUnreadable() {
        return unreadable;
    }
}
