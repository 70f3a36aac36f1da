package io.keepwatch.bench;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityHeader;
import io.keepwatch.contracts.AgentState;
import io.keepwatch.contracts.Attachment;
import io.keepwatch.contracts.AuthLogin;
import io.keepwatch.contracts.CloudUpload;
import io.keepwatch.contracts.EmailSent;
import io.keepwatch.contracts.FileAccess;
import io.keepwatch.contracts.FileDownload;
import io.keepwatch.contracts.PrintJob;
import io.keepwatch.contracts.UsbWrite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What people who are not ordinary do, and near misses that look like it. Sizes are chosen around the rules' edges. */
enum Incident {
    BULK_DOWNLOAD(10) {
        @Override
        List<Step> steps(SplittableRandom random) {
            return repeat(
                    4 + random.nextInt(4),
                    Duration.ofMinutes(9),
                    (header, host) ->
                            new FileDownload(header, "/crm/all", 110_000_000, "internal", "crm", "copy", null, false));
        }
    },
    USB_COPY(11) {
        @Override
        List<Step> steps(SplittableRandom random) {
            return repeat(
                    2 + random.nextInt(4),
                    Duration.ofMinutes(50),
                    (header, host) -> new UsbWrite(header, 30_000_000, "stick-" + host, "E:\\copy"));
        }
    },
    MAIL_TO_OUTSIDE(14) {
        @Override
        List<Step> steps(SplittableRandom random) {
            long bytes = 4_000_000L + random.nextInt(4) * 1_000_000L;
            return repeat(
                    1,
                    Duration.ZERO,
                    (header, host) -> new EmailSent(
                            header,
                            null,
                            List.of("me@webmail.example"),
                            List.of(new Attachment("plan.pdf", bytes)),
                            null));
        }
    },
    CLOUD_UPLOAD(15) {
        @Override
        List<Step> steps(SplittableRandom random) {
            return repeat(
                    1 + random.nextInt(3),
                    Duration.ofMinutes(5),
                    (header, host) -> new CloudUpload(header, 9_000_000, "drop.example", false));
        }
    },
    NIGHT_SHIFT(22) {
        @Override
        List<Step> steps(SplittableRandom random) {
            return repeat(
                    1 + random.nextInt(5),
                    Duration.ofMinutes(20),
                    (header, host) ->
                            new FileAccess(header, "/board/minutes", 90_000, "secret", "board", "read", null, false));
        }
    },
    FAILED_ADMIN(9) {
        @Override
        List<Step> steps(SplittableRandom random) {
            return repeat(
                    4 + random.nextInt(5),
                    Duration.ofSeconds(70),
                    (header, host) -> new AuthLogin(header, "failure", true, "sshd", "10.9.9.9", "DE", "interactive"));
        }
    },
    AGENT_STOPPED(13) {
        @Override
        List<Step> steps(SplittableRandom random) {
            List<Step> steps = new ArrayList<>();
            if (random.nextBoolean()) {
                steps.add(new Step(Duration.ZERO, (header, host) -> new AgentState(header, "edr", "restarting")));
            }
            steps.add(new Step(Duration.ofMinutes(4), (header, host) -> new AgentState(header, "edr", "stopped")));
            return steps;
        }
    },
    CLASSIFIED_PRINT(16) {
        @Override
        List<Step> steps(SplittableRandom random) {
            return repeat(
                    1 + random.nextInt(2),
                    Duration.ofMinutes(2),
                    (header, host) -> new PrintJob(header, "printer-9", 3, "board minutes", "confidential"));
        }
    };

    private final int hour;

    Incident(int hour) {
        this.hour = hour;
    }

    /** One activity of an incident, given who and when. */
    @FunctionalInterface
    interface Act {
        Activity at(ActivityHeader header, String host);
    }

    /** An act, so long after the incident began. */
    record Step(Duration after, Act activity) {}

    /** The local hour in which it begins. */
    int hour() {
        return hour;
    }

    abstract List<Step> steps(SplittableRandom random);

    private static List<Step> repeat(int times, Duration every, Act act) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            steps.add(new Step(every.multipliedBy(i), act));
        }
        return steps;
    }
}
