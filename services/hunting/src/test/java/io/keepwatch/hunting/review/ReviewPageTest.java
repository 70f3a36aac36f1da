package io.keepwatch.hunting.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.hunting.question.Question;
import io.keepwatch.hunting.review.Deeds.Who;
import io.keepwatch.hunting.review.MonitoringState.Period;
import java.io.StringReader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReviewPageTest {
    private static final String HOSTILE =
            "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp;`\u202Eexe.txt\u0007\u2028]]>${7*7}{{x}}";

    private static final Set<String> ATTRIBUTES = Set.of(
            "aria-label",
            "charset",
            "class",
            "content",
            "data-name",
            "datetime",
            "dx",
            "height",
            "href",
            "http-equiv",
            "lang",
            "name",
            "role",
            "title",
            "width",
            "x",
            "x1",
            "x2",
            "y",
            "y1",
            "y2");
    private static final MonitoringState MONITORED = new MonitoringState(
            true, List.of(new Period("termination", "active", Story.LEFT, Story.LEFT.plus(Duration.ofDays(90)))));

    @TempDir
    Path directory;

    private static Document parsed(String page) throws Exception {
        String xml = page.replace("<!DOCTYPE html>", "").replaceAll("(<meta [^>]*)>", "$1/>");
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    private static List<Element> elements(Document document, String tag) {
        NodeList nodes = document.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private String story() throws Exception {
        Departure departure = new Departure(
                Story.ELLIOT.subject(), Story.LEFT, Story.LEFT.plus(Story.GAP), Story.NOW, Story.NEW_YORK, MONITORED);
        try (Shelf shelf = new Shelf(directory, Story.activities())) {
            return new ReviewPage("/v1/hunt").write(shelf.review(departure));
        }
    }

    @Test
    @DisplayName("S1-28: the page shows the monitoring state and links the hunt with questions that can be asked")
    void shouldShowTheMonitoringStateAndLinkTheHunt() throws Exception {
        String page = story();
        Files.writeString(Path.of("target", "departure-review.html"), page);
        Document document = parsed(page);

        assertThat(document.getDocumentElement().getTextContent())
                .contains("watched: any activity alerts")
                .contains("termination active, from 2015-07-28 13:30:40 -04:00 until 2015-10-26 13:30:40 -04:00")
                .contains("America/New_York")
                .contains("10 hours unwatched: too slow");
        Set<String> questions = new TreeSet<>();
        for (Element link : elements(document, "a")) {
            assertThat(link.getAttribute("href")).startsWith("/v1/hunt?q=");
            questions.add(URLDecoder.decode(
                    link.getAttribute("href").substring("/v1/hunt?q=".length()), StandardCharsets.UTF_8));
        }
        assertThat(questions).hasSizeGreaterThan(100);
        for (String question : questions) {
            assertThat(Question.parse(question)).hasToString(question);
        }
    }

    @Test
    @DisplayName("The page stands alone: no script, nothing from elsewhere, no style but the one its policy names")
    void shouldStandAlone() throws Exception {
        String page = story();
        Document document = parsed(page);

        String style = elements(document, "style").getFirst().getTextContent();
        String digest = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));
        assertThat(ReviewPage.contentSecurityPolicy())
                .startsWith("default-src 'none'; style-src 'sha256-" + digest + "';");
        assertThat(elements(document, "meta"))
                .anySatisfy(
                        meta -> assertThat(meta.getAttribute("content")).isEqualTo(ReviewPage.contentSecurityPolicy()));
        assertThat(style).doesNotContain("url(", "@import");
        assertThat(elements(document, "style")).hasSize(1);
        for (Element element : elements(document, "*")) {
            assertThat(element.getTagName()).isNotIn("script", "img", "iframe", "link", "object", "form", "base");
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                assertThat(element.getAttributes().item(i).getNodeName()).isIn(ATTRIBUTES);
            }
        }
    }

    @Test
    @DisplayName("What sources, HR and the reader's own address line write stays text, and is visible")
    void shouldEscapeEverything() throws Exception {
        Instant left = Story.LEFT;
        Who who = new Who(HOSTILE, HOSTILE);
        Deeds deeds = new Deeds();
        for (int i = 0; i < 70; i++) {
            deeds.start(who, left.minus(Duration.ofDays(i)), HOSTILE, "/bin/sh");
        }
        deeds.start(who, left.minusSeconds(9), HOSTILE, HOSTILE, HOSTILE, "cron", HOSTILE)
                .start(who, left.minusSeconds(9), HOSTILE, "x".repeat(100_000), "y".repeat(100_000), "at", HOSTILE)
                .open(who, left.minusSeconds(8), HOSTILE, HOSTILE, "tmux", null)
                .connect(who, left.minusSeconds(7), HOSTILE, "out", HOSTILE, HOSTILE, 5, HOSTILE)
                .vpn(who, left.minusSeconds(6), HOSTILE)
                .pull(left.minusSeconds(5), HOSTILE, HOSTILE, 5, HOSTILE)
                .download(who, left.minusSeconds(4), "secret", 7)
                .start(who, left.minusSeconds(3), HOSTILE, "/bin/\u0000zero");
        Departure departure = new Departure(
                HOSTILE,
                left,
                null,
                Story.NOW,
                ZoneOffset.UTC,
                new MonitoringState(false, List.of(new Period(HOSTILE, HOSTILE, left, null))));
        String page;
        DepartureReview review;
        try (Shelf shelf = new Shelf(directory, deeds.all())) {
            review = shelf.review(departure);
            page = new ReviewPage("/v1/hunt").write(review);
            for (ScheduledJob job : review.after().leftOpen().jobs().items()) {
                assertThat(shelf.count(job.question())).isGreaterThanOrEqualTo(job.runs());
            }
        }
        Document document = parsed(page);

        assertThat(review.before().pulled().transfers().items()).hasSize(1);
        assertThat(page)
                .doesNotContain("<script", "<img", "\u202E", "\u0007", "\u2028")
                .hasSizeLessThan(400_000);
        assertThat(document.getDocumentElement().getTextContent())
                .contains("<script>alert(1)</script>", "\\u{202e}exe.txt\\u{7}\\u{2028}]]>");
        for (Element link : elements(document, "a")) {
            assertThat(link.getAttribute("href")).startsWith("/v1/hunt?q=").hasSizeLessThan(8_000);
        }
    }
}
