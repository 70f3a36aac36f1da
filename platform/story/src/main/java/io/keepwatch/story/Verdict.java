package io.keepwatch.story;

import io.keepwatch.story.CameOut.CaseFile;
import io.keepwatch.story.CameOut.Finding;
import io.keepwatch.story.CameOut.Notice;
import java.util.ArrayList;
import java.util.List;

/**
 * What came out, held against what had to: every alert exactly once and none besides, one case for each person who needs
 * one and for nobody else, and of every case a signed webhook for each thing that happened to it and the mails due.
 */
record Verdict(
        List<Line<Finding>> alerts, List<Line<CaseFile>> cases, List<String> missing, List<String> wrongNotices) {

    /**
     * Something that came out.
     *
     * @param expected whether it had to
     */
    record Line<T>(T what, boolean expected) {}

    static Verdict on(CameOut out, Story story) {
        List<String> missing = new ArrayList<>();
        List<Episode.ExpectedAlert> open =
                new ArrayList<>(story.expectedAlerts().toList());
        List<Line<Finding>> alerts = new ArrayList<>();
        for (Finding alert : out.alerts()) {
            Episode.ExpectedAlert match =
                    open.stream().filter(alert::is).findFirst().orElse(null);
            alerts.add(new Line<>(alert, match != null));
            open.remove(match);
        }
        open.forEach(expected -> missing.add("alert %s %s for %s on day %d, %d×"
                .formatted(
                        expected.severity(), expected.rule(), expected.subject(), expected.day(), expected.count())));
        List<String> wanted = new ArrayList<>(story.expectedCases().toList());
        List<Line<CaseFile>> cases = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (CaseFile file : out.cases()) {
            boolean complete = out.alerts().stream()
                    .filter(alert -> alert.subject().equals(file.subject()))
                    .allMatch(alert -> file.alerts().contains(alert.id()));
            cases.add(new Line<>(file, wanted.remove(file.subject()) && complete));
            wrong.addAll(wrongNotices(file, out));
        }
        wanted.forEach(subject -> missing.add("case for " + subject));
        story.expectedRunning()
                .filter(expected -> out.running().stream().noneMatch(found -> found.is(expected)))
                .forEach(expected -> missing.add("in the hunt: %s left %d jobs and %d sessions running"
                        .formatted(expected.subject(), expected.jobs(), expected.sessions())));
        return new Verdict(alerts, cases, missing, wrong);
    }

    /** Of every alert of a case came a webhook, of every rise of the score too; one of them said that it was opened. */
    static List<String> wrongNotices(CaseFile file, CameOut out) {
        List<String> wrong = new ArrayList<>();
        List<Notice> mails = of(file, "mail", out);
        List<Notice> webhooks = of(file, "webhook", out);
        if (mails.size() != mailsDue(webhooks)) {
            wrong.add("%d mails about %s, %d are due".formatted(mails.size(), file.subject(), mailsDue(webhooks)));
        }
        long ofAlerts =
                webhooks.stream().filter(notice -> !notice.severity().isEmpty()).count();
        if (ofAlerts != file.alerts().size()) {
            wrong.add("%d webhooks about alerts of %s, %d are due"
                    .formatted(ofAlerts, file.subject(), file.alerts().size()));
        }
        if (webhooks.stream().filter(notice -> notice.event().equals("opened")).count() != 1) {
            wrong.add("not one webhook says that the case of %s was opened".formatted(file.subject()));
        }
        webhooks.stream()
                .filter(notice -> !notice.proven())
                .forEach(notice -> wrong.add("a webhook about %s has no valid signature".formatted(file.subject())));
        return wrong;
    }

    /**
     * Mailboxes hear of a case that is opened, of a P1 that joins one and of a score that rises; what else happens is for
     * machines.
     */
    private static long mailsDue(List<Notice> webhooks) {
        return webhooks.stream()
                .filter(notice -> notice.event().equals("opened")
                        || notice.event().equals("band-raised")
                        || notice.severity().equals("P1"))
                .count();
    }

    static List<Notice> of(CaseFile file, String kind, CameOut out) {
        return out.notices().stream()
                .filter(notice -> notice.kind().equals(kind) && notice.caseId().equals(file.id()))
                .toList();
    }

    boolean isRight() {
        return missing.isEmpty()
                && wrongNotices.isEmpty()
                && alerts.stream().allMatch(Line::expected)
                && cases.stream().allMatch(Line::expected);
    }
}
