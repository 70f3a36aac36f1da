package io.keepwatch.story;

import java.io.PrintStream;
import java.util.Map;

/** The terminal: colours where somebody looks at one, plain text in files and where {@code NO_COLOR} is set. */
final class Screen {
    private static final String RESET = "\u001b[0m";

    private final PrintStream out;
    private final boolean coloured;

    Screen(PrintStream out, boolean coloured) {
        this.out = out;
        this.coloured = coloured;
    }

    static Screen of(PrintStream out, Map<String, String> environment) {
        boolean wanted = environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new Screen(
                out, wanted && System.console() != null && System.console().isTerminal());
    }

    /** How something looks. */
    enum Look {
        PLAIN(""),
        BOLD("\u001b[1m"),
        DIM("\u001b[2m"),
        GOOD("\u001b[32m"),
        BAD("\u001b[31;1m"),
        P1("\u001b[97;41m"),
        P2("\u001b[31m"),
        P3("\u001b[33m");

        private final String code;

        Look(String code) {
            this.code = code;
        }

        static Look ofSeverity(String severity) {
            return switch (severity) {
                case "P1" -> P1;
                case "P2" -> P2;
                case "P3" -> P3;
                default -> PLAIN;
            };
        }
    }

    String in(Look look, String text) {
        return coloured && look != Look.PLAIN ? look.code + text + RESET : text;
    }

    String tick(boolean right) {
        return right ? in(Look.GOOD, "✔") : in(Look.BAD, "✘");
    }

    void line(String text) {
        out.println(text);
    }

    void line() {
        out.println();
    }

    void heading(String text) {
        line();
        line(in(Look.BOLD, text));
    }

    /** Exactly so wide; what is longer is cut. */
    static String wide(String text, int width) {
        return text.length() <= width ? text + " ".repeat(width - text.length()) : text.substring(0, width - 1) + "…";
    }
}
