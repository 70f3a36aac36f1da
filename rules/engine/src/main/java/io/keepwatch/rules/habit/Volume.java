package io.keepwatch.rules.habit;

/** What a person does more or less of in a day of their calendar. */
public enum Volume {
    /** Printed pages. */
    PAGES(Volume.A_FEW_DAYS, Volume.SIZE),
    /** Bytes downloaded from file stores. */
    DOWNLOADED(Volume.A_FEW_DAYS, Volume.SIZE),
    /** Bytes uploaded to the cloud. */
    UPLOADED(Volume.A_FEW_DAYS, Volume.SIZE),
    /** Bytes of attachments sent. */
    MAILED(Volume.A_FEW_DAYS, Volume.SIZE),
    /** Bytes written to removable media. */
    MEDIA_WRITTEN(Volume.A_FEW_DAYS, Volume.SIZE),
    /** Attempts at doors that were turned down, whatever the reason. */
    REJECTIONS(Volume.TWO_WEEKS, Volume.COUNT),
    /** Attempts turned down because the badge was lost or had expired. */
    LOST_OR_EXPIRED(Volume.TWO_WEEKS, Volume.COUNT),
    /** Attempts turned down for lack of clearance. */
    CLEARANCE(Volume.TWO_WEEKS, Volume.COUNT),
    /** Those of them at an unusual time or place. */
    UNUSUAL_CLEARANCE(Volume.TWO_WEEKS, Volume.COUNT),
    /** Attempts turned down because a security rule was broken. */
    RULE(Volume.TWO_WEEKS, Volume.COUNT),
    /** Minutes in recreation areas, as far as badges tell. */
    RECREATION(Volume.FOUR_WEEKS, Volume.COUNT);

    private static final int A_FEW_DAYS = 3;
    private static final int TWO_WEEKS = 14;
    private static final int FOUR_WEEKS = 28;
    /** Days are counted up to here and stay there: what fits into two bytes, and into six. */
    private static final long COUNT = (1L << 14) - 1;

    private static final long SIZE = (1L << 42) - 1;

    private final int daysKept;
    private final long largest;

    Volume(int daysKept, long largest) {
        this.daysKept = daysKept;
        this.largest = largest;
    }

    /** For how many days, the newest included, a day's own sum is kept and may still change. */
    public int daysKept() {
        return daysKept;
    }

    /** The largest sum of a day that is told from larger ones. */
    long largest() {
        return largest;
    }
}
