package io.keepwatch.hunting.review;

import io.keepwatch.hunting.review.DepartureReview.DataTouched;
import io.keepwatch.hunting.review.DepartureReview.Executable;
import io.keepwatch.hunting.review.DepartureReview.Part;
import io.keepwatch.hunting.review.DepartureReview.Seen;
import io.keepwatch.hunting.review.DepartureReview.Transfer;
import java.util.List;

/** The tables of one window on the page. */
final class Sections {
    /** How many of the most used programs are named under the rarest. */
    private static final int MOST_USED = 5;

    private final boolean knowsNew;
    private final Html html;
    private final Shown shown;

    /** @param knowsNew whether there is enough history to call something new */
    Sections(boolean knowsNew, Html html, Shown shown) {
        this.knowsNew = knowsNew;
        this.html = html;
        this.shown = shown;
    }

    void write(String title, Part part) {
        html.open("section", "class", "window").text("h2", title).open("p", "class", "span");
        shown.span(part.window().from(), part.window().until());
        html.text(": ");
        shown.link(Words.count(part.activities(), "activity", "activities"), part.question());
        html.close();
        if (part.activities() > 0) {
            transfers(part);
            pulled(part);
            programs(part);
            data(part);
        } else if (!part.pulled().transfers().isEmpty()) {
            pulled(part);
        }
        html.close();
    }

    private void transfers(Part part) {
        new Table<Transfer>(html, shown)
                .column("Program", transfer -> {
                    shown.code(transfer.executable());
                    mark(transfer.transferTool(), "transfer tool", "plain");
                    mark(isNew(transfer.seen()), "new", "alarm");
                })
                .column("With", transfer -> {
                    shown.code(transfer.remoteIp());
                    mark(true, place(transfer), transfer.flagged() ? "alarm" : "plain");
                })
                .column("Data", transfer -> {
                    html.text(transfer.bytes() == 0 ? "size unknown, " : Words.bytes(transfer.bytes()) + ", ");
                    shown.link(Words.count(transfer.seen().count(), "connection"), transfer.question());
                })
                .column("On", transfer -> hosts(transfer.seen()))
                .column("When", transfer -> when(transfer.seen()))
                .write(
                        "Transfers by tool and destination",
                        "No transfer tool connected, and nothing connected to a place outside.",
                        part.transfers().rows());
    }

    private static String place(Transfer transfer) {
        String place = transfer.place().replace('-', ' ');
        return transfer.direction() == null ? place : place + ", " + transfer.direction();
    }

    private void pulled(Part part) {
        new Table<PullTransfer>(html, shown)
                .column("From", transfer -> {
                    shown.code(transfer.host());
                    html.text(" ");
                    shown.code(transfer.executable());
                })
                .column("By", transfer -> shown.code(transfer.remoteIp()))
                .column(
                        "Data",
                        transfer -> shown.link(
                                transfer.bytes() == 0 ? "size unknown" : Words.bytes(transfer.bytes()),
                                transfer.activity().question()))
                .column("When", transfer -> shown.time(transfer.activity().time()))
                .column("Why them", this::candidates)
                .write(
                        "Pulled without a user",
                        "No inbound transfer without a user leads to them.",
                        part.pulled().transfers());
    }

    private void candidates(PullTransfer transfer) {
        if (transfer.note() != null) {
            html.text("div", transfer.note(), "class", "strong");
        }
        for (PullTransfer.Candidate candidate : transfer.candidates()) {
            html.open("div");
            shown.foreign(candidate.subject());
            mark(
                    true,
                    candidate.confidence() + " confidence",
                    candidate.confidence().equals("high") ? "alarm" : "plain");
            for (PullTransfer.Reason reason : candidate.reasons()) {
                html.open("div", "class", "reason").text(reason.sentence()).text(" ");
                shown.link("activity", reason.activity().question());
                html.close();
            }
            html.close();
        }
    }

    private void programs(Part part) {
        new Table<Executable>(html, shown)
                .column("Program", program -> {
                    shown.code(program.executable());
                    mark(program.transferTool(), "transfer tool", "plain");
                    mark(isNew(program.seen()), "new", "alarm");
                })
                .column(
                        "Activities",
                        program -> shown.link(Words.number(program.seen().count()), program.question()))
                .column("On", program -> hosts(program.seen()))
                .column("When", program -> when(program.seen()))
                .write("Rarest programs first", "No program was reported.", part.rarest());
        if (part.rarest().more() > 0) {
            List<Executable> frequent = part.frequent().items();
            html.open("p", "class", "frequent").text("Most used:");
            for (Executable program : frequent.subList(0, Math.min(MOST_USED, frequent.size()))) {
                html.open("span");
                shown.code(Words.fileName(program.executable()));
                html.text(" ");
                shown.link(Words.number(program.seen().count()), program.question());
                html.close();
            }
            html.close();
        }
    }

    private void data(Part part) {
        new Table<DataTouched>(html, shown)
                .column("Data", data -> {
                    html.text(Words.did(data.way())).text(", ");
                    html.text("span", Words.classified(data.classification()), "class", "strong");
                })
                .column("Amount", data -> {
                    shown.link(Words.amount(data.amount(), data.unit()), data.question());
                    if (!data.unit().equals("activities")) {
                        html.text(" in " + Words.count(data.count(), "activity", "activities"));
                    }
                })
                .column("Against usual", this::against)
                .column(
                        "Busiest day",
                        data -> html.text(data.busiest() + ", " + Words.amount(data.busiestAmount(), data.unit())))
                .write(
                        "Data touched",
                        "No data was touched.",
                        new Rows<>(
                                part.data().stream()
                                        .filter(data -> data.count() > 0)
                                        .toList(),
                                0,
                                part.question()));
    }

    private void against(DataTouched data) {
        if (data.ordinaryWeek() == null) {
            html.text("too little history");
        } else if (data.firstTime()) {
            shown.badge("never before", "alarm");
        } else if (data.times() == null) {
            html.text("no amount to compare");
        } else {
            shown.badge(Words.times(data.times()), data.times() >= Summary.STANDS_OUT ? "alarm" : "plain");
            html.text(" of " + Words.amount(data.ordinaryWeek(), data.unit()));
        }
    }

    private boolean isNew(Seen seen) {
        return knowsNew && seen.earlier() == 0;
    }

    private void mark(boolean is, String words, String kind) {
        if (is) {
            html.text(" ");
            shown.badge(words, kind);
        }
    }

    private void hosts(Seen seen) {
        if (seen.hosts().isEmpty()) {
            shown.code(null);
        }
        for (String host : seen.hosts()) {
            shown.code(host);
            html.text(" ");
        }
        if (seen.hostCount() > seen.hosts().size()) {
            html.text("and " + Words.number(seen.hostCount() - seen.hosts().size()) + " more");
        }
    }

    private void when(Seen seen) {
        shown.span(seen.first(), seen.last());
    }
}
