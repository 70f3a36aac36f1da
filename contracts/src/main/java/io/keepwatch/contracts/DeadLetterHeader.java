package io.keepwatch.contracts;

/** The headers that a record carries beside its own once it lies in a dead-letter topic. */
public final class DeadLetterHeader {
    /** Why it could not be read, without its content. */
    public static final String REASON = "keepwatch-dead-reason";
    /** Where it came from, see {@link #source}. */
    public static final String SOURCE = "keepwatch-dead-source";
    /** The value's length in bytes, where it had to be cut to fit. */
    public static final String CUT_FROM = "keepwatch-dead-cut-from";

    private DeadLetterHeader() {}

    /** The value of {@link #SOURCE}: topic, partition and offset, separated by slashes. */
    public static String source(String topic, int partition, long offset) {
        return topic + "/" + partition + "/" + offset;
    }
}
