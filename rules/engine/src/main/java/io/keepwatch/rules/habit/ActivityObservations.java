package io.keepwatch.rules.habit;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.Attachment;
import io.keepwatch.contracts.AuthLogin;
import io.keepwatch.contracts.CloudUpload;
import io.keepwatch.contracts.EmailSent;
import io.keepwatch.contracts.FileDownload;
import io.keepwatch.contracts.PrintJob;
import io.keepwatch.contracts.ProcessStart;
import io.keepwatch.contracts.UsbWrite;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a habit learns of activities; of badge swipes, {@code io.keepwatch.rules.badge} says it. */
public final class ActivityObservations {
    private static final String SUCCESS = "success";
    /** Logins of this channel are programs, and say nothing of where the person is. */
    private static final String SERVICE = "service";

    private static final String EXE = ".exe";

    private ActivityObservations() {}

    /** Null if there is nothing to learn of it. */
    public static @Nullable Observation of(Activity activity, PersonClock clock) {
        LocalDateTime local = clock.local(activity.header().time());
        Map<Trait, String> values = new EnumMap<>(Trait.class);
        return switch (activity) {
            case AuthLogin login -> login(login, local, values);
            case PrintJob job -> {
                put(values, Trait.PRINTER, job.printer());
                yield amount(local, values, Volume.PAGES, job.pages());
            }
            case UsbWrite write -> {
                put(values, Trait.MEDIA, write.device());
                yield amount(local, values, Volume.MEDIA_WRITTEN, write.bytes());
            }
            case ProcessStart start -> {
                put(values, Trait.EXECUTABLE, command(start.executable()));
                yield values.isEmpty() ? null : new Observation(local, null, values, Map.of());
            }
            case FileDownload download -> amount(local, values, Volume.DOWNLOADED, download.bytes());
            case CloudUpload upload -> amount(local, values, Volume.UPLOADED, upload.bytes());
            case EmailSent mail -> {
                long bytes = 0;
                for (Attachment attachment : mail.attachments()) {
                    bytes += attachment.bytes();
                }
                yield amount(local, values, Volume.MAILED, bytes);
            }
            default -> null;
        };
    }

    private static @Nullable Observation login(AuthLogin login, LocalDateTime local, Map<Trait, String> values) {
        if (!SUCCESS.equals(login.outcome()) || SERVICE.equals(login.channel())) {
            return null;
        }
        put(values, Trait.DEVICE, login.header().host());
        put(values, Trait.ADDRESS, login.ip());
        put(values, Trait.COUNTRY, login.country());
        return new Observation(local, Rhythm.LOGIN, values, Map.of());
    }

    private static Observation amount(LocalDateTime local, Map<Trait, String> values, Volume volume, long amount) {
        return new Observation(local, null, values, Map.of(volume, Math.max(0, amount)));
    }

    private static void put(Map<Trait, String> values, Trait trait, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            values.put(trait, value);
        }
    }

    private static @Nullable String command(@Nullable String executable) {
        if (executable == null) {
            return null;
        }
        int from = Math.max(executable.lastIndexOf('/'), executable.lastIndexOf('\\')) + 1;
        String name = executable.substring(from).toLowerCase(Locale.ROOT);
        return name.endsWith(EXE) ? name.substring(0, name.length() - EXE.length()) : name;
    }
}
