package io.keepwatch.rules.habit;

import io.keepwatch.contracts.ActivityType;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of what a person does at computers and printers, by the name of the finding in {@code
 * rules/model/whole-person.yaml}. A question whose finding the model does not weigh is not asked, and what no question needs
 * is not learned; so a habit is kept of somebody only for what it is good for.
 */
public enum Question {
    UNUSUAL_PRINT_VOLUME("UnusualPrintVolume", ActivityType.PRINT_JOB, Volume.PAGES),
    UNUSUAL_MEDIA_USE("UnusualMediaUse", ActivityType.USB_WRITE, Volume.MEDIA_WRITTEN),
    UNUSUAL_DOWNLOAD_VOLUME("UnusualDownloadVolume", ActivityType.FILE_DOWNLOAD, Volume.DOWNLOADED),
    UNUSUAL_UPLOAD_VOLUME("UnusualUploadVolume", ActivityType.CLOUD_UPLOAD, Volume.UPLOADED),
    UNUSUAL_MAIL_VOLUME("UnusualMailVolume", ActivityType.EMAIL_SENT, Volume.MAILED),
    /** A printer never used before. */
    UNUSUAL_PRINT_LOCATION("UnusualPrintLocation", ActivityType.PRINT_JOB, Trait.PRINTER),
    UNUSUAL_MEDIA("UnusualMedia", ActivityType.USB_WRITE, Trait.MEDIA),
    UNUSUAL_PROGRAM("UnusualProgram", ActivityType.PROCESS_START, Trait.EXECUTABLE),
    UNUSUAL_LOGIN_COMPUTER("UnusualLoginComputer", ActivityType.AUTH_LOGIN, Trait.DEVICE),
    UNUSUAL_LOGIN_ADDRESS("UnusualLoginAddress", ActivityType.AUTH_LOGIN, Trait.ADDRESS),
    UNUSUAL_LOGIN_COUNTRY("UnusualLoginCountry", ActivityType.AUTH_LOGIN, Trait.COUNTRY),
    UNUSUAL_LOGIN_TIME("UnusualLoginTime", ActivityType.AUTH_LOGIN, Rhythm.LOGIN),
    /** Between 22:00 and 06:00 of the person's own clock, as never before. */
    FIRST_NIGHT_LOGIN("FirstNightLogin", ActivityType.AUTH_LOGIN, Rhythm.LOGIN),
    /** Of somebody who is known and of whom no removable media are. */
    FIRST_MEDIA_USE("FirstMediaUse", ActivityType.USB_WRITE, Volume.MEDIA_WRITTEN);

    private final String kind;
    private final ActivityType type;
    private final @Nullable Volume volume;
    private final @Nullable Trait trait;
    private final @Nullable Rhythm rhythm;

    Question(String kind, ActivityType type, Volume volume) {
        this(kind, type, volume, null, null);
    }

    Question(String kind, ActivityType type, Trait trait) {
        this(kind, type, null, trait, null);
    }

    Question(String kind, ActivityType type, Rhythm rhythm) {
        this(kind, type, null, null, rhythm);
    }

    Question(String kind, ActivityType type, @Nullable Volume volume, @Nullable Trait trait, @Nullable Rhythm rhythm) {
        this.kind = kind;
        this.type = type;
        this.volume = volume;
        this.trait = trait;
        this.rhythm = rhythm;
    }

    /** Its finding's name in the model. */
    public String kind() {
        return kind;
    }

    /** The activities that it is asked of. */
    public ActivityType type() {
        return type;
    }

    /** The daily amount it is about; null if it is about none. */
    @Nullable
    Volume volume() {
        return volume;
    }

    /** What is used that it is about; null if it is about none. */
    @Nullable
    Trait trait() {
        return trait;
    }

    /** The hours it is about; null if it is about none. */
    @Nullable
    Rhythm rhythm() {
        return rhythm;
    }
}
