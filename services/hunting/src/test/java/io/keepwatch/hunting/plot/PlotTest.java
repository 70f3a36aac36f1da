package io.keepwatch.hunting.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class PlotTest {
    private static final Instant NOON = Instant.parse("2026-02-15T12:00:00Z");
    private static final List<Instant> TWO_HOURS = TimeStep.HOUR.bounds(NOON, NOON.plusSeconds(7200), ZoneOffset.UTC);

    private static Document parsed(String svg) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Element> elements(Document document, String name) {
        NodeList found = document.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    private static List<String> texts(Document document) {
        return elements(document, "text").stream().map(Element::getTextContent).toList();
    }

    private static TimePlot plot(String title, List<TimePlot.Series> series, List<TimePlot.Mark> marks) {
        return new TimePlot(title, "", "activities per hour", Unit.COUNT, ZoneOffset.UTC, TWO_HOURS, series, marks);
    }

    /** The heights of the columns, by what is said when they are pointed at. */
    private static List<Double> heights(Document document, String tip) {
        return elements(document, "rect").stream()
                .filter(rectangle -> rectangle.getTextContent().contains(tip))
                .map(rectangle -> Double.parseDouble(rectangle.getAttribute("height")))
                .toList();
    }

    @Test
    void shouldDrawColumnsAsHighAsTheirNumbers() throws Exception {
        Document document = parsed(plot(
                        "Two hours",
                        List.of(
                                new TimePlot.Series("ssh", List.of(10L, 0L)),
                                new TimePlot.Series(null, List.of(5L, 20L))),
                        List.of())
                .svg());

        assertThat(heights(document, "ssh: 10"))
                .singleElement()
                .isEqualTo(2 * heights(document, "else: 5").getFirst());
        assertThat(heights(document, "else: 20"))
                .singleElement()
                .isEqualTo(2 * heights(document, "ssh: 10").getFirst());
        assertThat(heights(document, "ssh: 0")).isEmpty();
        assertThat(texts(document))
                .contains("Two hours", "activities per hour", "ssh", "everything else", "12:00", "UTC");
    }

    @Test
    void shouldShowThatSomethingIsThereHoweverLittle() throws Exception {
        Document document = parsed(plot("", List.of(new TimePlot.Series(null, List.of(1L, 1_000_000_000L))), List.of())
                .svg());

        assertThat(heights(document, "13:00: 1")).singleElement().isEqualTo(1.5);
    }

    @Test
    void shouldPointOnlyAtWhatIsOnTheAxis() throws Exception {
        Document document = parsed(plot(
                        "",
                        List.of(new TimePlot.Series(null, List.of(1L, 1L))),
                        List.of(
                                new TimePlot.Mark(NOON.plusSeconds(60), "left"),
                                new TimePlot.Mark(NOON.minusSeconds(60), "before")))
                .svg());

        assertThat(texts(document)).contains("left").doesNotContain("before");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</text><script>alert(1)</script>",
                "\"/><image href='https://example.com/x'/>",
                "]]>&xxe;<!-- <![CDATA[",
                "line\nbreak\u0000\u0008\u001b[31m",
                "\uD800 half a pair \uFFFE",
                "\u202Egpj.exe",
                "Žofia 張偉 👩‍💻"
            })
    @DisplayName("Whatever a text is, it stays a text, and the document well-formed")
    void shouldEscapeText(String hostile) throws Exception {
        String bars =
                new BarPlot(hostile, hostile, hostile, Unit.COUNT, List.of(new BarPlot.Bar(hostile, 1, hostile))).svg();
        String columns = plot(
                        hostile,
                        List.of(
                                new TimePlot.Series(hostile, List.of(1L, 1L)),
                                new TimePlot.Series(null, List.of(1L, 1L))),
                        List.of(new TimePlot.Mark(NOON, hostile)))
                .svg();

        for (String svg : List.of(bars, columns)) {
            Document document = parsed(svg);
            assertThat(elements(document, "script")).isEmpty();
            assertThat(elements(document, "image")).isEmpty();
            assertThat(elements(document, "*")).noneMatch(element -> element.hasAttribute("href"));
            assertThat(svg).doesNotContain("\u202E");
        }
    }

    @Test
    void shouldKeepBothEndsOfALongName() throws Exception {
        String path = "/srv/" + "deep/".repeat(100) + "rsync";

        Document document =
                parsed(new BarPlot("", "", "activities", Unit.COUNT, List.of(new BarPlot.Bar(path, 1, ""))).svg());

        assertThat(texts(document))
                .anySatisfy(text -> assertThat(text)
                        .startsWith("/srv/deep/")
                        .endsWith("rsync")
                        .contains("…")
                        .hasSizeLessThan(60));
        assertThat(elements(document, "rect"))
                .anyMatch(bar -> bar.getTextContent().startsWith(path));
    }

    @Test
    @DisplayName("S1-16, S1-17: where a few are very much more, one is still to be seen, and the axis says how")
    void shouldGoByPowersOfTenWhereNeeded() throws Exception {
        Document document = parsed(new BarPlot(
                        "",
                        "",
                        "activities",
                        Unit.COUNT,
                        List.of(new BarPlot.Bar("rare", 1, ""), new BarPlot.Bar("frequent", 1_000_000, "")))
                .svg());

        List<Element> dots = elements(document, "circle");
        assertThat(dots).hasSize(2);
        double rare = Double.parseDouble(dots.getFirst().getAttribute("cx"));
        double frequent = Double.parseDouble(dots.getLast().getAttribute("cx"));
        assertThat(frequent).isGreaterThan(rare + 300);
        assertThat(texts(document))
                .contains("1", "10", "100", "1,000", "10 k", "100 k", "1 M")
                .anyMatch(text -> text.contains("ten times"));
    }

    @Test
    void shouldSayWhereThereIsNothing() throws Exception {
        assertThat(texts(parsed(plot("", List.of(new TimePlot.Series(null, List.of(0L, 0L))), List.of())
                        .svg())))
                .contains("nothing");
        assertThat(texts(parsed(new BarPlot("", "", "activities", Unit.COUNT, List.of()).svg())))
                .contains("nothing");
    }

    @Test
    void shouldRefuseSeriesThatDoNotFit() {
        List<TimePlot.Series> tooShort = List.of(new TimePlot.Series(null, List.of(1L)));

        assertThatThrownBy(() -> plot("", tooShort, List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldWriteNumbersAsPeopleSayThem() {
        assertThat(List.of(
                        Unit.COUNT.format(0),
                        Unit.COUNT.format(9_999),
                        Unit.COUNT.format(12_000),
                        Unit.COUNT.format(999_999),
                        Unit.COUNT.format(1_500_000),
                        Unit.BYTES.format(0),
                        Unit.BYTES.format(1_500),
                        Unit.BYTES.format(70_000_000),
                        Unit.BYTES.format(Long.MAX_VALUE)))
                .containsExactly("0", "9,999", "12 k", "1 M", "1.5 M", "0 B", "1.5 kB", "70 MB", "9.2 EB");
    }

    @Test
    void shouldMarkEveryLengthOfTimeAFewTimes() throws Exception {
        ZoneId zone = ZoneId.of("Europe/Berlin");
        for (TimeStep step : TimeStep.values()) {
            for (int stretches : List.of(1, 2, 7, 30, 199)) {
                List<Instant> bounds = step.bounds(NOON, NOON.plus(step.about().multipliedBy(stretches)), zone);
                List<TimeTicks.Tick> ticks = TimeTicks.between(bounds.getFirst(), bounds.getLast(), zone);

                assertThat(ticks).as(step + " " + stretches).hasSizeBetween(1, 18);
                assertThat(new ArrayList<>(ticks))
                        .allMatch(tick -> !tick.label().isEmpty());
            }
        }
    }
}
