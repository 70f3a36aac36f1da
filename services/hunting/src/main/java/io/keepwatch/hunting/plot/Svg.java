package io.keepwatch.hunting.plot;

import java.util.Locale;

/** Writes one SVG document. Text is escaped, and nothing in it can leave its place. Not thread-safe. */
final class Svg {
    static final int SMALL = 12;
    static final int LARGE = 16;

    private static final String WIDE = "…";
    private static final int FIRST_WIDE = 0x1100;
    private static final int CONTROL_PICTURES = 0x2400;
    private static final int DELETE = 0x7f;
    private static final int REPLACEMENT = 0xfffd;

    private final StringBuilder out = new StringBuilder(4096);

    /** Where a text stands to the point it is written at. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /** @param description what there is to see, for people who do not */
    Svg(int width, int height, String title, String description) {
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"%1$d\" height=\"%2$d\""
                        .formatted(width, height))
                .append(" viewBox=\"0 0 %1$d %2$d\" style=\"max-width:100%%;height:auto\"".formatted(width, height))
                .append(" font-family=\"system-ui,'Segoe UI',Helvetica,Arial,'DejaVu Sans',sans-serif\">");
        out.append("<title>").append(escaped(title)).append("</title>");
        out.append("<desc>").append(escaped(description)).append("</desc>");
        out.append("<style>").append(Ink.style()).append("</style>");
        rectangle(0, 0, width, height, Ink.PAPER);
    }

    Svg rectangle(double x, double y, double width, double height, Ink ink) {
        return rectangle(x, y, width, height, ink, "");
    }

    /** @param tip shown when pointed at; none if empty */
    Svg rectangle(double x, double y, double width, double height, Ink ink, String tip) {
        out.append(numbers("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"", x, y, width, height))
                .append(ink.fill());
        return end("rect", tip);
    }

    Svg circle(double x, double y, double radius, Ink ink, String tip) {
        out.append(numbers("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"", x, y, radius))
                .append(ink.fill());
        return end("circle", tip);
    }

    Svg line(double x1, double y1, double x2, double y2, double width, Ink ink) {
        return line(x1, y1, x2, y2, width, ink, "");
    }

    Svg dashed(double x1, double y1, double x2, double y2, Ink ink) {
        return line(x1, y1, x2, y2, 1.5, ink, " stroke-dasharray=\"5 3\"");
    }

    private Svg line(double x1, double y1, double x2, double y2, double width, Ink ink, String dashes) {
        out.append(numbers("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"", x1, y1, x2, y2))
                .append(numbers(" stroke-width=\"%.1f\"", width))
                .append(dashes)
                .append(ink.stroke());
        return end("line", "");
    }

    Svg text(double x, double y, Anchor anchor, int size, Ink ink, String text) {
        if (!text.isEmpty()) {
            out.append(numbers("<text x=\"%.1f\" y=\"%.1f\"", x, y))
                    .append(" font-size=\"")
                    .append(size)
                    .append('"');
            if (size == LARGE) {
                out.append(" font-weight=\"600\"");
            }
            if (anchor != Anchor.START) {
                out.append(" text-anchor=\"")
                        .append(anchor.name().toLowerCase(Locale.ROOT))
                        .append('"');
            }
            out.append(ink.fill()).append('>').append(escaped(text)).append("</text>");
        }
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

    /** About how wide a text is, in pixels; letters of the East take the room of two. */
    static double width(String text, int size) {
        return text.codePoints().map(c -> c < FIRST_WIDE ? 1 : 2).sum() * size * 0.56;
    }

    /** Cut in the middle, so that it is no wider: of a path, both ends say something. */
    static String shortened(String text, int size, double most) {
        if (width(text, size) <= most) {
            return text;
        }
        int[] all = text.codePoints().toArray();
        int head = all.length / 2;
        int tail = all.length - head;
        String cut = text;
        while (head + tail > 1 && width(cut, size) > most) {
            if (head >= tail) {
                head--;
            } else {
                tail--;
            }
            cut = new String(all, 0, head) + WIDE + new String(all, all.length - tail, tail);
        }
        return cut;
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
