package io.keepwatch.hunting.review;

import java.time.Duration;
import java.time.Instant;

/** What was left running, on the page: as of the end of the gap, so that what ran when they left is in it too. */
final class LeftRunning {
    private final DepartureReview review;
    private final Html html;
    private final Shown shown;

    LeftRunning(DepartureReview review, Html html, Shown shown) {
        this.review = review;
        this.html = html;
        this.shown = shown;
    }

    void write() {
        LeftOpen.Found left = review.after().leftOpen();
        html.open("section", "class", "window")
                .text("h2", "Left running")
                .open("p", "class", "span")
                .text("As of ");
        shown.time(left.asOf());
        html.text(", looking back " + LeftOpen.LOOK_BACK.toDays() + " days. No source reports that a session ends.");
        html.close();
        jobs(left.jobs());
        sessions(left.sessions());
        html.close();
    }

    private void jobs(Rows<ScheduledJob> jobs) {
        new Table<ScheduledJob>(html, shown)
                .column("Job", job -> {
                    shown.code(job.arguments() == null ? job.executable() : job.arguments());
                    html.text(" ");
                    shown.badge(job.scheduler(), "plain");
                })
                .column("On", job -> shown.code(job.host()))
                .column("Runs", job -> {
                    shown.link(Words.count(job.runs(), "run"), job.question());
                    html.text(
                            job.everySeconds() == null
                                    ? ""
                                    : ", every " + Words.duration(Duration.ofSeconds(job.everySeconds())));
                })
                .column("Last run", job -> {
                    shown.time(job.last());
                    html.text(" ");
                    sinceTheyLeft(job.last());
                    shown.badge(
                            job.lasting() ? "expected again" : "not expected again", job.lasting() ? "alarm" : "plain");
                })
                .write("Scheduled jobs", "No scheduler started anything for them.", jobs);
    }

    private void sessions(Rows<OpenSession> sessions) {
        new Table<OpenSession>(html, shown)
                .column("Session", session -> {
                    shown.code(session.session());
                    html.text(" ");
                    shown.badge(session.kind() == null ? "kind unknown" : session.kind(), "plain");
                })
                .column("On", session -> shown.code(session.host()))
                .column("Open since", session -> {
                    shown.time(session.since());
                    html.text(" ");
                    shown.badge(
                            Words.duration(Duration.ofSeconds(session.ageSeconds())),
                            session.lasting() ? "alarm" : "plain");
                })
                .column("Last seen", session -> {
                    shown.time(session.lastSeen());
                    html.text(" ");
                    sinceTheyLeft(session.lastSeen());
                    shown.link("all of it", session.question());
                })
                .write("Sessions", "No session of theirs was reported.", sessions);
    }

    private void sinceTheyLeft(Instant seen) {
        if (seen.isAfter(review.left())) {
            shown.badge("after they left", "alarm");
            html.text(" ");
        }
    }
}
