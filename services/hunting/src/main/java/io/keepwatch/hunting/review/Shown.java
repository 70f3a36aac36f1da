package io.keepwatch.hunting.review;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes the small things of the page: times in the zone of the review, links to the hunt, texts of other people. */
final class Shown {
    /** Longer texts are cut; the hunt shows them whole. In code points. */
    private static final int LONGEST = 120;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("XXX", Locale.ROOT);

    private final Html html;
    private final ZoneId zone;
    private final String hunt;

    Shown(Html html, ZoneId zone, String hunt) {
        this.html = html;
        this.zone = zone;
        this.hunt = hunt;
    }

    /** With its offset, because where clocks are put back an hour comes twice. */
    void time(Instant time) {
        html.open("time", "datetime", time.toString())
                .text(TIME.withZone(zone).format(time.truncatedTo(ChronoUnit.SECONDS)))
                .text("span", " " + OFFSET.withZone(zone).format(time), "class", "offset")
                .close();
    }

    void span(Instant first, Instant last) {
        time(first);
        if (!first.equals(last)) {
            html.markup(" <span class=\"to\">to</span> ");
            time(last);
        }
    }

    void link(String text, String question) {
        html.open("a", "href", address(question), "title", Words.shortened(question, 300))
                .text(text)
                .close();
    }

    String address(String question) {
        return hunt + "?q=" + URLEncoder.encode(question, StandardCharsets.UTF_8);
    }

    /** What somebody else wrote, kept from running into the text around it. */
    void foreign(String text) {
        html.open("bdi").text(Words.shortened(text, LONGEST)).close();
    }

    void code(@Nullable String text) {
        if (text == null) {
            html.text("span", "unknown", "class", "none");
        } else {
            html.open("code");
            foreign(text);
            html.close();
        }
    }

    void badge(String text, String kind) {
        html.text("span", text, "class", "badge " + kind);
    }
}
