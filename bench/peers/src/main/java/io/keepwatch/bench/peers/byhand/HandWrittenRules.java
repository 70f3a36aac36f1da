package io.keepwatch.bench.peers.byhand;

import io.keepwatch.bench.peers.Matches;
import io.keepwatch.bench.peers.Person;
import io.keepwatch.bench.peers.SiemRule;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The nine rules, a method for each kind of activity that they look at. A window takes an activity in, then it is asked. */
public final class HandWrittenRules {
    private static final long MB = 1_000_000;
    /** Bytes within an hour that are not yet bulk. */
    public static final long MOST_DOWNLOADED = 500 * MB;
    /** Bytes to one device within 24 hours that are not yet much. */
    public static final long MOST_WRITTEN = 100 * MB;
    /** Bytes of an attachment that is not yet large. */
    public static final long LARGEST_ATTACHMENT = 5 * MB;
    /** Bytes a day that are no spike whatever the mean. */
    public static final long LEAST_UPLOADED = 10 * MB;
    /** How often the mean day fits into a day that is not yet a spike. */
    public static final long TIMES_THE_MEAN = 3;
    /** Failed logins within ten minutes that are not yet many. */
    public static final long MOST_FAILED = 5;

    private static final long DAY = 24 * 3600;
    private static final long NIGHT_BEGINS = 22 * 3600;
    private static final long NIGHT_ENDS = 6 * 3600;

    private final Matches found;
    private final WindowsOf windows;

    /** Where someone's windows are kept. */
    @FunctionalInterface
    public interface WindowsOf {
        PersonWindows of(Person person);
    }

    /**
     * @param found takes what matches
     * @param windows asked only where a rule needs a window
     */
    public HandWrittenRules(Matches found, WindowsOf windows) {
        this.found = found;
        this.windows = windows;
    }

    public static boolean isClassified(@Nullable String label) {
        return "confidential".equals(label) || "secret".equals(label);
    }

    public void access(Person person, long second, boolean classified) {
        use(person, second, classified);
    }

    public void download(Person person, long second, long bytes, boolean classified) {
        if (windows.of(person).download(second, bytes) > MOST_DOWNLOADED) {
            raise(SiemRule.BULK_DOWNLOAD, person, second);
        }
        use(person, second, classified);
    }

    private void use(Person person, long second, boolean classified) {
        if (classified && isNight(person.zone(), second)) {
            raise(SiemRule.OFF_HOURS_CLASSIFIED, person, second);
        }
        leave(person, second);
    }

    private void leave(Person person, long second) {
        if (person.isLeavingAt(second)) {
            raise(SiemRule.LEAVER_DATA_ACCESS, person, second);
        }
    }

    public void write(Person person, long second, String device, long bytes) {
        if (windows.of(person).write(second, device, bytes) > MOST_WRITTEN) {
            found.matched(SiemRule.USB_MASS_STORAGE, person, second, "/device=" + device);
        }
        leave(person, second);
    }

    public void mail(Person person, long second, long largestAttachment, List<String> to) {
        if (largestAttachment > LARGEST_ATTACHMENT && anyOutside(to)) {
            raise(SiemRule.MAIL_TO_OUTSIDE, person, second);
        }
    }

    public void upload(Person person, long second, long bytes) {
        PersonWindows kept = windows.of(person);
        long today = kept.upload(second, bytes);
        if (today > LEAST_UPLOADED) {
            long days = kept.baselineDays(second);
            if (days > 0 && today * days > TIMES_THE_MEAN * kept.uploadedBefore()) {
                raise(SiemRule.CLOUD_UPLOAD_SPIKE, person, second);
            }
        }
        leave(person, second);
    }

    /** @param privileged what the login says of itself; null where it says nothing, then the profile decides */
    public void login(Person person, long second, boolean failed, @Nullable Boolean privileged) {
        if (failed
                && (privileged == null ? person.privileged() : privileged)
                && windows.of(person).failAsAdmin(second) > MOST_FAILED) {
            raise(SiemRule.FAILED_ADMIN_LOGINS, person, second);
        }
    }

    public void agent(Person person, long second, String host, String agent, String state) {
        switch (state) {
            case "restarting" -> windows.of(person).restart(second, host, agent);
            case "stopped", "uninstalled" -> {
                if (windows.of(person).restarts(second, host, agent) == 0) {
                    found.matched(SiemRule.SECURITY_AGENT_STOPPED, person, second, "/host=" + host + "/agent=" + agent);
                }
            }
            default -> {}
        }
    }

    public void print(Person person, long second, long pages, boolean classified) {
        if (classified && pages >= 1) {
            raise(SiemRule.CLASSIFIED_PRINT, person, second);
        }
    }

    private void raise(SiemRule rule, Person person, long second) {
        found.matched(rule, person, second, "");
    }

    /** Whether it is from ten in the evening until before six in the morning on the person's own clock. */
    public static boolean isNight(ZoneId zone, long second) {
        int offset = zone.getRules().getOffset(Instant.ofEpochSecond(second)).getTotalSeconds();
        long ofDay = Math.floorMod(second + offset, DAY);
        return ofDay >= NIGHT_BEGINS || ofDay < NIGHT_ENDS;
    }

    /** Whether an address lies outside the corporate domains and everything below them. */
    public static boolean anyOutside(List<String> addresses) {
        for (String address : addresses) {
            String domain = address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
            if (!isBelow(domain, "corp.example") && !isBelow(domain, "corp-mail.example")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBelow(String domain, String corporate) {
        return domain.equals(corporate)
                || (domain.length() > corporate.length()
                        && domain.endsWith(corporate)
                        && domain.charAt(domain.length() - corporate.length() - 1) == '.');
    }
}
