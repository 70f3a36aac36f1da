package io.keepwatch.bench.peers;

import java.time.Instant;
import java.time.ZonedDateTime;

/** The nine SIEM rules by their ids in the catalogue, with what their matches are counted under. */
public enum SiemRule {
    BULK_DOWNLOAD("bulk-download", Period.DAY),
    CLASSIFIED_PRINT("classified-print", Period.DAY),
    CLOUD_UPLOAD_SPIKE("cloud-upload-spike", Period.DAY),
    FAILED_ADMIN_LOGINS("failed-admin-logins", Period.DAY),
    LEAVER_DATA_ACCESS("leaver-data-access", Period.NOTICE),
    MAIL_TO_OUTSIDE("mail-to-outside", Period.DAY),
    OFF_HOURS_CLASSIFIED("off-hours-classified", Period.NIGHT),
    SECURITY_AGENT_STOPPED("security-agent-stopped", Period.DAY),
    USB_MASS_STORAGE("usb-mass-storage", Period.DAY);

    private static final int HALF_A_DAY = 12;

    private final String id;
    private final Period period;

    private enum Period {
        DAY,
        NIGHT,
        NOTICE
    }

    SiemRule(String id, Period period) {
        this.id = id;
        this.period = period;
    }

    public String id() {
        return id;
    }

    /** The rule with this id. */
    public static SiemRule ofId(String id) {
        for (SiemRule rule : values()) {
            if (rule.id.equals(id)) {
                return rule;
            }
        }
        throw new IllegalArgumentException("not one of the nine rules: " + id);
    }

    /**
     * What a match is counted under, by the definition of the rules, not by the engine's code.
     *
     * @param fields further fields that tell alerts apart, for example {@code /device=USB-1}; empty without
     */
    public String anchor(Person person, long second, String fields) {
        ZonedDateTime local = Instant.ofEpochSecond(second).atZone(person.zone());
        String begin = switch (period) {
            case DAY -> local.toLocalDate().toString();
            case NIGHT ->
                local.toLocalDateTime().minusHours(HALF_A_DAY).toLocalDate().toString();
            case NOTICE -> Instant.ofEpochSecond(person.noticeSecond()).toString();
        };
        return begin + fields;
    }
}
