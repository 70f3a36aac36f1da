package io.keepwatch.hunting.review;

import io.keepwatch.hunting.review.DepartureReview.DataTouched;
import io.keepwatch.hunting.review.DepartureReview.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Bytes touched by class: an ordinary week, a mean week before leaving, and the gap. */
final class DataPlot {
    private static final int BAR = 14;
    private static final int GROUP = 3 * BAR + 30;
    /** In percent; the rest is for the figure beside the longest bar. */
    private static final double LONGEST = 70;

    private final Html html;
    private final List<Group> groups = new ArrayList<>();

    /** @param ordinary null if there is too little history */
    private record Group(String name, @Nullable Double ordinary, double before, double after) {
        double longest() {
            return Math.max(Math.max(before, after), ordinary == null ? 0 : ordinary);
        }
    }

    DataPlot(DepartureReview review, Html html) {
        this.html = html;
        for (String classification : Touched.CLASSES) {
            add(review, classification);
        }
        add(review, null);
    }

    private void add(DepartureReview review, @Nullable String classification) {
        List<DataTouched> before = bytes(review.before(), classification);
        double week = amount(before) / Math.max(1, review.before().window().weeks());
        Double ordinary = review.ordinary().enough()
                ? before.stream()
                        .mapToDouble(data -> data.ordinaryWeek() == null ? 0 : data.ordinaryWeek())
                        .sum()
                : null;
        Group group = new Group(
                Words.classified(classification), ordinary, week, amount(bytes(review.after(), classification)));
        if (group.longest() > 0) {
            groups.add(group);
        }
    }

    private static List<DataTouched> bytes(Part part, @Nullable String classification) {
        return part.data().stream()
                .filter(data -> data.unit().equals("bytes"))
                .filter(data -> Objects.equals(data.classification(), classification))
                .toList();
    }

    private static double amount(List<DataTouched> data) {
        return data.stream().mapToDouble(DataTouched::amount).sum();
    }

    boolean isEmpty() {
        return groups.isEmpty();
    }

    void draw() {
        double most = groups.stream().mapToDouble(Group::longest).max().orElse(1);
        html.open(
                "svg",
                "class",
                "plot",
                "width",
                "100%",
                "height",
                Integer.toString(GROUP * groups.size()),
                "role",
                "img",
                "aria-label",
                "Bytes by class, against an ordinary week");
        int y = 0;
        for (Group group : groups) {
            html.text("text", group.name(), "x", "0", "y", Integer.toString(y + 13), "class", "strong");
            bar(group.ordinary(), most, y + 20, "ordinary");
            bar(group.before(), most, y + 20 + BAR, "before");
            bar(group.after(), most, y + 20 + 2 * BAR, "after");
            y += GROUP;
        }
        html.close();
    }

    private void bar(@Nullable Double bytes, double most, int y, String kind) {
        double width = bytes == null ? 0 : LONGEST * bytes / most;
        html.text(
                "rect",
                "",
                "x",
                "0",
                "y",
                Integer.toString(y),
                "width",
                share(Math.max(width, 0.2)),
                "height",
                Integer.toString(BAR - 3),
                "class",
                kind);
        html.text(
                "text",
                bytes == null ? "too little history" : bytes == 0 ? "none" : Words.bytes(bytes),
                "x",
                share(width),
                "dx",
                "6",
                "y",
                Integer.toString(y + BAR - 4),
                "class",
                "figure");
    }

    private static String share(double percent) {
        return String.format(Locale.ROOT, "%.3f%%", percent);
    }
}
