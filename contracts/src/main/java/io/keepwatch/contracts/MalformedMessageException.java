package io.keepwatch.contracts;

/** Says in one sentence, fit to be shown to the sender, which field of a message cannot be read and why. */
public final class MalformedMessageException extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedMessageException(String reason) {
        super(reason, null, false, false);
    }

    /** The reason, naming the field; never contains the field's value, which may be personal data. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
