package io.keepwatch.rules.memory;

/** The parts of the hot record that hold {@link Baselines}. */
final class BaselineCodec {
    private BaselineCodec() {}

    static void writeDailySums(DailySums sums, RecordWriter section) {
        for (DailySums.Series series : sums.series()) {
            section.fixed(series.window);
            section.text(series.part);
            section.signed(series.firstDay);
            section.number(series.sums.length);
            for (long sum : series.sums) {
                section.number(sum);
            }
        }
    }

    static void readDailySums(DailySums sums, RecordReader in) {
        while (in.hasMore()) {
            long window = in.fixed();
            String part = in.text();
            long firstDay = in.signed();
            long[] days = new long[in.count()];
            for (int i = 0; i < days.length; i++) {
                days[i] = in.number();
            }
            sums.series().add(new DailySums.Series(window, part, firstDay, days));
        }
    }

    static void writeSightings(Sightings sightings, RecordWriter section) {
        for (Sightings.Series series : sightings.series()) {
            section.fixed(series.window);
            section.text(series.part);
            section.signed(series.lost == Sightings.NOTHING_LOST ? 0 : series.lost);
            section.number(series.values.size());
            for (Sightings.Seen seen : series.values) {
                section.fixed(seen.value());
                section.signed(seen.first());
                section.number(seen.last() - seen.first());
            }
        }
    }

    static void readSightings(Sightings sightings, RecordReader in) {
        while (in.hasMore()) {
            Sightings.Series series = new Sightings.Series(in.fixed(), in.text());
            long lost = in.signed();
            series.lost = lost == 0 ? Sightings.NOTHING_LOST : lost;
            for (int left = in.count(); left > 0; left--) {
                long value = in.fixed();
                long first = in.signed();
                series.values.add(new Sightings.Seen(value, first, first + in.number()));
            }
            sightings.series().add(series);
        }
    }

    /** Written also where no window is watched: its absence means that nobody kept it. */
    static void writeWatchedSince(Baselines baselines, RecordWriter section) {
        if (!baselines.saysSince()) {
            return;
        }
        section.number(baselines.watchedSince().watches().size());
        for (WatchedSince.Watch watch : baselines.watchedSince().watches()) {
            section.fixed(watch.window());
            section.signed(watch.since());
            section.signed(watch.breakAt());
        }
    }

    static void readWatchedSince(Baselines baselines, RecordReader in) {
        baselines.keepsSince();
        for (int left = in.count(); left > 0; left--) {
            baselines.watchedSince().watches().add(new WatchedSince.Watch(in.fixed(), in.signed(), in.signed()));
        }
    }
}
