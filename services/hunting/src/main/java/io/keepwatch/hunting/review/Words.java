package io.keepwatch.hunting.review;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures in plain words. */
final class Words {
    private static final List<String> UNITS = List.of("bytes", "kB", "MB", "GB", "TB", "PB", "EB");

    private static final int LONGEST = 60;

    private Words() {}

    static String count(long number, String one) {
        return count(number, one, one + "s");
    }

    static String count(long number, String one, String several) {
        return number(number) + " " + (number == 1 ? one : several);
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** In thousands, as disks are sold. */
    static String bytes(double bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < UNITS.size() - 1) {
            value /= 1000;
            unit++;
        }
        String figure = String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.1f", value);
        return figure.replace(".0", "") + " " + UNITS.get(unit);
    }

    /** How many times, as in {@code 3.2 times}. */
    static String times(double times) {
        return (times >= 10 ? number(Math.round(times)) : String.format(Locale.ROOT, "%.1f", times)) + " times";
    }

    /** Days and hours, hours and minutes, or less; a negative duration is none. */
    static String duration(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        long minutes = seconds / 60;
        long hours = minutes / 60;
        long days = hours / 24;
        if (days >= 10) {
            return count(days, "day");
        }
        if (days > 0) {
            return two(days, "day", hours % 24, "hour");
        }
        if (hours > 0) {
            return two(hours, "hour", minutes % 60, "minute");
        }
        return minutes > 0 ? count(minutes, "minute") : count(seconds, "second");
    }

    private static String two(long large, String largeUnit, long small, String smallUnit) {
        return small == 0 ? count(large, largeUnit) : count(large, largeUnit) + " " + count(small, smallUnit);
    }

    /** Several things in a sentence; nobody reads more than three. */
    static String some(List<String> things) {
        List<String> named = things.subList(0, Math.min(things.size(), 3));
        int others = things.size() - named.size();
        if (others > 0) {
            return String.join(", ", named) + " and " + number(others) + " more";
        }
        return named.size() < 2
                ? String.join("", named)
                : String.join(", ", named.subList(0, named.size() - 1)) + " and " + named.getLast();
    }

    /** What somebody did with data, by the type of the activity. */
    static String did(String way) {
        return switch (way) {
            case "file.access" -> "opened";
            case "file.download" -> "downloaded";
            case "usb.write" -> "wrote to USB devices";
            case "cloud.upload" -> "uploaded";
            case "email.sent" -> "mailed";
            case "print.job" -> "printed";
            default -> way;
        };
    }

    static String classified(@Nullable String classification) {
        return classification == null ? "not classified" : classification;
    }

    static String amount(double amount, String unit) {
        return unit.equals("bytes")
                ? bytes(amount)
                : count(Math.round(amount), unit.equals("pages") ? "page" : "activity", unit);
    }

    /** The last part of a path. */
    static String fileName(String path) {
        String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        return shortened(name.isEmpty() ? path : name);
    }

    /** What fits into a sentence. */
    static String shortened(@Nullable String text) {
        return shortened(text, LONGEST);
    }

    /** @param longest in code points */
    static String shortened(@Nullable String text, int longest) {
        if (text == null) {
            return "unknown";
        }
        return text.codePointCount(0, text.length()) <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest)) + "…";
    }
}
