package io.keepwatch.hunting.asking;

/** Something beside the question is wrong with what was asked. */
public final class ParameterException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String parameter;
    private final String reason;

    ParameterException(String parameter, String reason) {
        super(parameter + ": " + reason);
        this.parameter = parameter;
        this.reason = reason;
    }

    static int requireBetween(String parameter, int value, int least, int most) throws ParameterException {
        if (value < least || value > most) {
            throw new ParameterException(parameter, "is a number from " + least + " to " + most);
        }
        return value;
    }

    /** Which one, by its name in requests. */
    public String parameter() {
        return parameter;
    }

    /** What is wrong with it, in a sentence that quotes nothing. */
    public String reason() {
        return reason;
    }
}
