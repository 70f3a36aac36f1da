package io.keepwatch.cases.score;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes one SVG document without scripts. Text is escaped, and nothing in it can leave its place. Not thread-safe. */
final class Svg {
    static final int SMALL = 12;
    static final int LARGE = 16;

    private static final int CONTROL_PICTURES = 0x2400;
    private static final int DELETE = 0x7f;
    private static final int REPLACEMENT = 0xfffd;

    private final StringBuilder out = new StringBuilder(16_384);

    /** Where a text stands to the point it is written at. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /** The colours, each for light and for dark paper; text stands out from it by at least 4.5 to 1. */
    enum Ink {
        PAPER("#ffffff", "#16181d"),
        TEXT("#1b1f24", "#e8eaee"),
        FAINT("#59616b", "#a9b1bc"),
        GRID("#e2e5e9", "#30353d"),
        AXIS("#8a929c", "#747c87"),
        INVESTIGATE("#fdf0dd", "#3a2c17"),
        IMMEDIATE("#fbe3e1", "#43201d"),
        CURVE("#33609c", "#7db0ea"),
        FINDING("#b8500a", "#f3a24d"),
        CIRCUMSTANCE("#a03d87", "#eb9ad3");

        private final String light;
        private final String dark;

        Ink(String light, String dark) {
            this.light = light;
            this.dark = dark;
        }

        private String fill() {
            return " fill=\"" + light + "\" class=\"kwf" + ordinal() + "\"";
        }

        private String stroke() {
            return " stroke=\"" + light + "\" class=\"kws" + ordinal() + "\"";
        }

        private static String style() {
            return Arrays.stream(values())
                    .map(ink -> ".kwf%1$d{fill:%2$s}.kws%1$d{stroke:%2$s}".formatted(ink.ordinal(), ink.dark))
                    .collect(Collectors.joining("", "@media (prefers-color-scheme:dark){", "}"));
        }
    }

    /** @param description what there is to see, for people who do not */
    Svg(int width, int height, String title, String description) {
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"%1$d\" height=\"%2$d\""
                        .formatted(width, height))
                .append(" viewBox=\"0 0 %1$d %2$d\" style=\"max-width:100%%;height:auto\"".formatted(width, height))
                .append(" font-family=\"system-ui,'Segoe UI',Helvetica,Arial,'DejaVu Sans',sans-serif\">")
                .append("<title>")
                .append(escaped(title))
                .append("</title><desc>")
                .append(escaped(description))
                .append("</desc><style>")
                .append(Ink.style())
                .append("</style>");
        rectangle(0, 0, width, height, Ink.PAPER, "");
    }

    /** @param tip shown when pointed at; none if empty */
    Svg rectangle(double x, double y, double width, double height, Ink ink, String tip) {
        out.append(numbers("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"", x, y, width, height))
                .append(ink.fill());
        return end("rect", tip);
    }

    /** @param tip shown when pointed at; none if empty */
    Svg circle(double x, double y, double radius, Ink ink, String tip) {
        out.append(numbers("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"", x, y, radius))
                .append(ink.fill());
        return end("circle", tip);
    }

    Svg line(double x1, double y1, double x2, double y2, Ink ink) {
        out.append(numbers("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"", x1, y1, x2, y2))
                .append(ink.stroke());
        return end("line", "");
    }

    /** A line through points, each x and then y. */
    Svg polyline(double[] xs, double[] ys, Ink ink) {
        out.append("<polyline fill=\"none\" stroke-width=\"2\" stroke-linejoin=\"round\" points=\"");
        for (int i = 0; i < xs.length; i++) {
            out.append(numbers("%.1f,%.1f ", xs[i], ys[i]));
        }
        out.append('"').append(ink.stroke());
        return end("polyline", "");
    }

    Svg text(double x, double y, Anchor anchor, int size, Ink ink, String text) {
        out.append(numbers("<text x=\"%.1f\" y=\"%.1f\"", x, y))
                .append(" font-size=\"")
                .append(size)
                .append('"')
                .append(size == LARGE ? " font-weight=\"600\"" : "")
                .append(" text-anchor=\"")
                .append(anchor.name().toLowerCase(Locale.ROOT))
                .append('"')
                .append(ink.fill())
                .append('>')
                .append(escaped(text))
                .append("</text>");
        return this;
    }

    private Svg end(String element, String tip) {
        if (tip.isEmpty()) {
            out.append("/>");
        } else {
            out.append("><title>")
                    .append(escaped(tip))
                    .append("</title></")
                    .append(element)
                    .append('>');
        }
        return this;
    }

    private static String numbers(String format, Object... numbers) {
        return String.format(Locale.ROOT, format, numbers);
    }

    /** What XML cannot hold, and what would turn the text around it, is shown as a sign instead. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(shown(c));
            }
        });
        return escaped.toString();
    }

    private static int shown(int c) {
        if (c < ' ') {
            return CONTROL_PICTURES + c;
        }
        boolean turns = c == 0x200e || c == 0x200f || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
        boolean unprintable = c >= DELETE && c < 0xa0
                || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE
                || c == 0xfffe
                || c == 0xffff;
        return turns || unprintable ? REPLACEMENT : c;
    }

    @Override
    public String toString() {
        return out + "</svg>";
    }
}
