package io.keepwatch.hunting.review;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did before they left, and from then until somebody watched (S1-13, S1-14). Every figure has the question
 * that finds its activities.
 *
 * @param subject as it was asked for: a subject or an account
 * @param now as of when this is the answer
 * @param zone whose days are counted
 * @param found whether anything of them is stored in the time looked at
 * @param summary three to six sentences, what stands out first; before them, whether files of that time cannot be read
 * @param ordinary the weeks that the figures are held against
 * @param before the days before they left
 * @param after from then until the watch began
 * @param days every day from the first ordinary week on, also those without activity
 */
public record DepartureReview(
        String subject,
        Instant left,
        Instant now,
        String zone,
        boolean found,
        List<String> summary,
        Gap gap,
        @Nullable MonitoringState monitoring,
        Ordinary ordinary,
        Part before,
        Part after,
        List<Day> days) {
    public DepartureReview {
        summary = List.copyOf(summary);
        days = List.copyOf(days);
    }

    DepartureReview saying(List<String> sentences) {
        return new DepartureReview(
                subject, left, now, zone, found, sentences, gap, monitoring, ordinary, before, after, days);
    }

    /**
     * The time nobody watched.
     *
     * @param watchBegan null if nobody has said so; then the gap runs to now
     * @param seconds how long it was, or is by now
     * @param tooSlow it is longer than an hour: the process of removing access is too slow (S1-13)
     * @param flagged it is too long, or its end is not known
     */
    public record Gap(@Nullable Instant watchBegan, long seconds, boolean tooSlow, boolean flagged) {}

    /**
     * The person's own earlier weeks.
     *
     * @param weeks how many were looked at
     * @param active in how many of them the person did anything; a mean is over these
     * @param enough whether that is enough to say what is ordinary
     */
    public record Ordinary(Window window, int weeks, int active, boolean enough, long activities, String question) {}

    /**
     * One of the two windows.
     *
     * @param rarest programs, the rarest first (S1-17)
     * @param frequent programs, the most frequent first (S1-16)
     * @param transfers connections of transfer tools, and to places outside, the most pressing first
     * @param pulled transfers that name nobody (S1-26)
     * @param leftOpen what was left scheduled or open as of the end of the window (S1-11)
     * @param data what was touched, by way and class; also what was touched in the earlier weeks only
     */
    public record Part(
            Window window,
            long activities,
            String question,
            Rows<Executable> rarest,
            Rows<Executable> frequent,
            Transfers transfers,
            PullTransfers.Found pulled,
            LeftOpen.Found leftOpen,
            List<DataTouched> data) {
        public Part {
            data = List.copyOf(data);
        }
    }

    /** @param day in the zone of the review */
    public record Day(LocalDate day, long activities, String question) {}

    /**
     * How often and when something was seen in a window.
     *
     * @param earlier how often in the ordinary weeks; never makes it new
     * @param hosts some of those it was seen on
     */
    public record Seen(long count, long earlier, List<String> hosts, long hostCount, Instant first, Instant last) {
        public Seen {
            hosts = List.copyOf(hosts);
        }
    }

    /**
     * A program that the person started, or that connected for them.
     *
     * @param executable its path
     */
    public record Executable(String executable, boolean transferTool, Seen seen, String question) {
        Executable foundBy(Asked asked) {
            return new Executable(
                    executable,
                    transferTool,
                    seen,
                    asked.withText("executable", executable).toString());
        }
    }

    /**
     * The transfers of a window.
     *
     * @param out how many connections transfer tools made to places that can be reached from outside
     * @param outBytes how much they carried
     */
    public record Transfers(Rows<Transfer> rows, long out, long outBytes) {}

    /**
     * The connections of one program with one address.
     *
     * @param direction in or out; null if the source did not say
     * @param place vpn, own-public, outside, internal or unknown
     * @param flagged whether what is there can be had from outside our networks
     * @param bytes 0 where unknown
     */
    public record Transfer(
            @Nullable String executable,
            boolean transferTool,
            @Nullable String remoteIp,
            @Nullable String direction,
            String place,
            boolean flagged,
            long bytes,
            Seen seen,
            String question) {
        Transfer foundBy(Asked asked) {
            Asked some = asked.withText("executable", executable).withText("remoteIp", remoteIp);
            return new Transfer(
                    executable,
                    transferTool,
                    remoteIp,
                    direction,
                    place,
                    flagged,
                    bytes,
                    seen,
                    some.withText("direction", direction).toString());
        }
    }

    /**
     * Data of one class that was touched in one way.
     *
     * @param way the type of the activities
     * @param classification null if the source gave none
     * @param unit what {@code amount} counts: bytes, pages, or activities where no bytes are known
     * @param ordinaryWeek the mean amount of an ordinary week; null if there were too few
     * @param times the amount of a mean week of the window, or of the whole of a shorter one, over that of an ordinary
     *     week; null if that is not known or nothing
     * @param firstTime never touched so in the ordinary weeks, of which there were enough
     * @param busiest the day with the largest amount; null if there was no activity
     */
    public record DataTouched(
            String way,
            @Nullable String classification,
            String unit,
            long count,
            long amount,
            @Nullable Double ordinaryWeek,
            @Nullable Double times,
            boolean firstTime,
            @Nullable LocalDate busiest,
            long busiestAmount,
            String question) {}
}
