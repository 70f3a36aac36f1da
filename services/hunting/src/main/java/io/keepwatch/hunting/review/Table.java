package io.keepwatch.hunting.review;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A table of the page; on a narrow screen each cell stands in a line with the name of its column. */
final class Table<T> {
    private final Html html;
    private final Shown shown;
    private final List<Column<T>> columns = new ArrayList<>();

    private record Column<T>(String name, Consumer<T> cell) {}

    Table(Html html, Shown shown) {
        this.html = html;
        this.shown = shown;
    }

    Table<T> column(String name, Consumer<T> cell) {
        columns.add(new Column<>(name, cell));
        return this;
    }

    /** @param none what stands there if there are no rows */
    void write(String title, String none, Rows<T> rows) {
        html.text("h3", title);
        if (rows.isEmpty()) {
            html.text("p", none, "class", "none");
            return;
        }
        html.open("table").open("thead").open("tr");
        columns.forEach(column -> html.text("th", column.name()));
        html.close().close().open("tbody");
        for (T row : rows.items()) {
            html.open("tr");
            for (Column<T> column : columns) {
                html.open("td", "data-name", column.name()).open("div");
                column.cell().accept(row);
                html.close().close();
            }
            html.close();
        }
        html.close().close();
        if (rows.more() > 0) {
            html.open("p", "class", "more").text("and ");
            shown.link(Words.number(rows.more()) + " more", rows.question());
            html.close();
        }
    }
}
