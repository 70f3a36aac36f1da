package io.keepwatch.bench.peers.engine;

import io.keepwatch.bench.peers.Person;
import io.keepwatch.bench.peers.byhand.PersonWindows;
import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.AgentState;
import io.keepwatch.contracts.AuthLogin;
import io.keepwatch.contracts.CloudUpload;
import io.keepwatch.contracts.FileDownload;
import io.keepwatch.contracts.UsbWrite;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.book.WindowDeclaration;
import io.keepwatch.rules.judgement.WindowValues;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The windows that the nine rules declare, kept in the same plain rings that the hand-written rules keep theirs in. */
final class ArrayWindows implements WindowValues {
    private static final int NONE = -1;
    private static final long NOT_YET_ASKED = Long.MIN_VALUE;

    private final Map<String, PersonWindows> windows = new HashMap<>();

    private final int[] windowOfType = new int[ActivityType.values().length];
    private int window = NONE;
    private long value;
    private long second;
    private @Nullable Person whose;

    /** Every one of the five windows is over a type of its own, and read by rules over that type only. */
    ArrayWindows(RuleBook book) {
        Arrays.fill(windowOfType, NONE);
        for (WindowDeclaration declaration : book.windows()) {
            for (ActivityType type : declaration.of()) {
                if (windowOfType[type.ordinal()] != NONE) {
                    throw new IllegalArgumentException("two windows over " + type + ": not what the nine rules have");
                }
                windowOfType[type.ordinal()] = declaration.index();
            }
        }
    }

    /** Takes an activity into the windows that it feeds, and looks at them as of then. */
    void remember(Activity activity, Person person) {
        switch (activity) {
            case FileDownload download -> {
                look(download, person);
                value = of(person).download(second, download.bytes());
            }
            case AuthLogin login -> {
                look(login, person);
                value = failedAsAdmin(login, person) ? of(person).failAsAdmin(second) : NOT_YET_ASKED;
            }
            case CloudUpload upload -> {
                look(upload, person);
                value = of(person).upload(second, upload.bytes());
            }
            case UsbWrite write -> {
                look(write, person);
                value = of(person).write(second, text(write.device()), write.bytes());
            }
            case AgentState agent -> {
                look(agent, person);
                String host = text(agent.header().host());
                PersonWindows kept = of(person);
                if ("restarting".equals(agent.state())) {
                    kept.restart(second, host, text(agent.agent()));
                }
                value = kept.restarts(second, host, text(agent.agent()));
            }
            default -> window = NONE;
        }
    }

    private void look(Activity activity, Person person) {
        window = windowOfType[activity.type().ordinal()];
        whose = person;
        second = secondOf(activity);
    }

    private static boolean failedAsAdmin(AuthLogin login, Person person) {
        return "failure".equals(login.outcome())
                && (login.privileged() == null ? person.privileged() : login.privileged());
    }

    @Override
    public long value(WindowDeclaration declaration) {
        expect(declaration);
        if (value == NOT_YET_ASKED) {
            value = of(Objects.requireNonNull(whose)).failedAdmin(second);
        }
        return value;
    }

    @Override
    public double rate(WindowDeclaration declaration) {
        throw new IllegalArgumentException("none of the nine rules asks for a rate");
    }

    @Override
    public boolean isFirst(WindowDeclaration declaration) {
        throw new IllegalArgumentException("none of the nine rules asks what is new");
    }

    @Override
    public double dailyMean(WindowDeclaration declaration) {
        expect(declaration);
        PersonWindows kept = of(Objects.requireNonNull(whose));
        long days = kept.baselineDays(second);
        if (days == 0) {
            return Double.POSITIVE_INFINITY;
        }
        double mean = (double) kept.uploadedBefore() / days;
        return Math.fma(mean, days, -kept.uploadedBefore()) < 0 ? Math.nextUp(mean) : mean;
    }

    private PersonWindows of(Person person) {
        PersonWindows kept = windows.get(person.subject());
        if (kept == null) {
            kept = new PersonWindows(person);
            windows.put(person.subject(), kept);
        }
        return kept;
    }

    private void expect(WindowDeclaration declaration) {
        if (declaration.index() != window) {
            throw new IllegalStateException("a rule reads a window over another type: " + declaration);
        }
    }

    static long secondOf(Activity activity) {
        return activity.header().time().getEpochSecond();
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
