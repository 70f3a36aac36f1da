package io.keepwatch.hunting.review;

import io.keepwatch.hunting.review.DepartureReview.Gap;
import io.keepwatch.hunting.review.DepartureReview.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The review as a page that a lead reads in two minutes (S1-28): one file without scripts and without anything from
 * elsewhere, light or dark as the reader's system is, and fit to be printed.
 */
public final class ReviewPage {
    private static final String STYLE = style();
    private static final String POLICY =
            "default-src 'none'; style-src 'sha256-" + digest(STYLE) + "'; base-uri 'none'; form-action 'none'";

    private final String hunt;

    /** @param hunt where questions are asked, for example {@code /v1/hunt}: links add {@code ?q=} to it */
    public ReviewPage(String hunt) {
        this.hunt = hunt;
    }

    /** The content security policy the page keeps to and names itself; to be sent as a header with it. */
    public static String contentSecurityPolicy() {
        return POLICY;
    }

    /** The page as HTML, in UTF-8. */
    public String write(DepartureReview review) {
        Html html = new Html();
        Shown shown = new Shown(html, ZoneId.of(review.zone()), hunt);
        html.markup("<!DOCTYPE html>").open("html", "lang", "en").open("head");
        html.empty("meta", "charset", "utf-8");
        html.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.empty("meta", "name", "referrer", "content", "no-referrer");
        html.empty("meta", "name", "color-scheme", "content", "light dark");
        html.text("title", "Departure review: " + review.subject());
        html.open("style").markup(STYLE).close();
        html.close().open("body").open("main");
        head(review, html, shown);
        summary(review, html);
        if (review.found()) {
            plots(review, html, shown);
            Sections sections = new Sections(review.ordinary().enough(), html, shown);
            sections.write("From leaving until the watch began", review.after());
            sections.write("The " + Departure.BEFORE.toDays() + " days before they left", review.before());
            new LeftRunning(review, html, shown).write();
        }
        foot(review, html, shown);
        return html.close().close().close().toString();
    }

    private static void head(DepartureReview review, Html html, Shown shown) {
        html.open("header").text("p", "Departure review", "class", "kind").open("h1");
        shown.foreign(review.subject());
        html.close().open("dl");
        fact(html, "Left", () -> shown.time(review.left()));
        fact(html, "Watch began", () -> gap(review.gap(), html, shown));
        fact(html, "Monitoring", () -> monitoring(review.monitoring(), html, shown));
        fact(html, "As of", () -> shown.time(review.now()));
        fact(html, "Times in", () -> html.text(review.zone()));
        fact(html, "Hunt", () -> {
            shown.link("the days before", review.before().question());
            html.text(" · ");
            shown.link("since they left", review.after().question());
        });
        html.close().close();
    }

    private static void fact(Html html, String name, Runnable value) {
        html.open("div").text("dt", name).open("dd");
        value.run();
        html.close().close();
    }

    private static void gap(Gap gap, Html html, Shown shown) {
        if (gap.watchBegan() == null) {
            html.text("not known ");
            shown.badge("counted until now", "alarm");
        } else {
            shown.time(gap.watchBegan());
        }
        if (gap.seconds() > 0) {
            html.text(" ");
            String length = Words.duration(Duration.ofSeconds(gap.seconds())) + " unwatched";
            shown.badge(gap.tooSlow() ? length + ": too slow" : length, gap.tooSlow() ? "alarm" : "fine");
        }
    }

    private static void monitoring(@Nullable MonitoringState state, Html html, Shown shown) {
        if (state == null) {
            html.text("not known here");
            return;
        }
        shown.badge(state.watch() ? "watched: any activity alerts" : "not watched", state.watch() ? "fine" : "alarm");
        for (MonitoringState.Period period : state.periods()) {
            html.open("div");
            shown.foreign(period.kind());
            html.text(" ");
            shown.foreign(period.state());
            html.text(", from ");
            shown.time(period.from());
            if (period.until() != null) {
                html.text(" until ");
                shown.time(period.until());
            }
            html.close();
        }
    }

    private static void summary(DepartureReview review, Html html) {
        html.open("section", "class", "summary").text("h2", "In short").open("ul");
        review.summary().forEach(sentence -> html.text("li", sentence));
        html.close().close();
    }

    private static void plots(DepartureReview review, Html html, Shown shown) {
        html.open("div", "class", "plots").open("section").text("h2", "Activity per day");
        new DaysPlot(review, shown, html).draw();
        legend(html, List.of("before", Departure.BEFORE.toDays() + " days before", "after", "until the watch began"));
        html.close();
        DataPlot data = new DataPlot(review, html);
        html.open("section").text("h2", "Data by class, against their own weeks");
        if (data.isEmpty()) {
            html.text("p", "No bytes were reported of any data they touched.", "class", "none");
        } else {
            data.draw();
            legend(
                    html,
                    List.of(
                            "ordinary",
                            "ordinary week",
                            "before",
                            "mean week before leaving",
                            "after",
                            "from leaving until the watch began"));
        }
        html.close().close();
    }

    /** @param kinds each with its name after it */
    private static void legend(Html html, List<String> kinds) {
        html.open("p", "class", "legend");
        for (int i = 0; i < kinds.size(); i += 2) {
            html.open("span")
                    .text("i", "", "class", kinds.get(i))
                    .text(kinds.get(i + 1))
                    .close();
        }
        html.close();
    }

    private static void foot(DepartureReview review, Html html, Shown shown) {
        Part before = review.before();
        html.open("footer").open("p").text("Looked at: ");
        shown.span(review.ordinary().window().from(), review.after().window().until());
        html.text(", of which the " + Departure.ORDINARY_WEEKS + " weeks until ");
        shown.time(before.window().from());
        html.text(" say what is ordinary (");
        shown.link(
                Words.count(review.ordinary().activities(), "activity", "activities"),
                review.ordinary().question());
        html.text(
                "). The first instant of a window belongs to it, the last does not. Every figure links the question that"
                        + " finds its activities; what is marked as new was not seen in the ordinary weeks.");
        html.close().close();
    }

    private static String style() {
        try (InputStream style = ReviewPage.class.getResourceAsStream("page.css")) {
            if (style == null) {
                throw new IllegalStateException("page.css is missing");
            }
            return new String(style.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
