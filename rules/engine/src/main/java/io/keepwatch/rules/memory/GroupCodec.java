package io.keepwatch.rules.memory;

import io.keepwatch.contracts.AlertActivity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Alerts that may still grow, as bytes. */
final class GroupCodec {
    private static final int HEAD = 1;
    private static final int EARLIEST = 2;
    private static final int ACTIVITIES = 3;
    private static final int MEMBERS = 4;

    private final RecordWriter record = new RecordWriter();
    private final RecordWriter section = new RecordWriter();

    byte[] write(AlertGroup group) {
        Sections.begin(record);
        section.reset();
        section.text(group.rule());
        section.text(group.anchor());
        section.number(group.count());
        Sections.write(record, HEAD, section);

        section.reset();
        AlertGroup.Earliest earliest = group.earliest();
        write(earliest.activity());
        section.raw(earliest.unresolved() ? 1 : 0);
        section.number(earliest.fields().size());
        new TreeMap<>(earliest.fields()).forEach((name, value) -> {
            section.text(name);
            section.text(value);
        });
        Sections.write(record, EARLIEST, section);

        section.reset();
        section.number(group.activities().size());
        group.activities().forEach(this::write);
        Sections.write(record, ACTIVITIES, section);

        section.reset();
        if (!group.members().isEmpty()) {
            write(group.members().told());
            write(group.members().evidence());
        }
        Sections.write(record, MEMBERS, section);
        group.sections().writeUnknown(record);
        return record.toArray();
    }

    private void write(Collection<String> names) {
        section.number(names.size());
        names.forEach(section::text);
    }

    private void write(AlertActivity activity) {
        section.text(activity.source());
        section.text(activity.id());
        section.time(activity.time().getEpochSecond(), activity.time().getNano());
        section.text(activity.type());
        section.optional(activity.user());
        section.optional(activity.host());
    }

    AlertGroup read(String subject, AlertGroups.Line line, byte[] stored) {
        Reading reading = new Reading();
        reading.sections.read(stored, reading::read);
        if (reading.earliest == null) {
            throw RecordReader.damaged("an alert has no match");
        }
        String id = AlertGroup.idOf(reading.rule, subject, reading.anchor);
        AlertGroup group = new AlertGroup(id, line.key, reading.rule, reading.anchor, line.until, reading.sections);
        group.restore(reading.count, reading.earliest, reading.activities);
        group.members().told().addAll(reading.told);
        group.members().evidence().addAll(reading.evidence);
        return group;
    }

    /** One group being read. */
    private static final class Reading {
        private final Sections sections = new Sections();
        private String rule = "";
        private String anchor = "";
        private long count;
        private AlertGroup.@Nullable Earliest earliest;
        private final List<AlertActivity> activities = new ArrayList<>();
        private final List<String> told = new ArrayList<>();
        private final List<String> evidence = new ArrayList<>();

        private boolean read(int number, RecordReader in) {
            switch (number) {
                case HEAD -> {
                    rule = in.text();
                    anchor = in.text();
                    count = in.number();
                }
                case EARLIEST -> {
                    AlertActivity activity = activity(in);
                    boolean unresolved = in.raw() != 0;
                    Map<String, String> fields = new HashMap<>();
                    for (int left = in.count(); left > 0; left--) {
                        fields.put(in.text(), in.text());
                    }
                    earliest = new AlertGroup.Earliest(activity, unresolved, fields);
                }
                case ACTIVITIES -> {
                    for (int left = in.count(); left > 0; left--) {
                        activities.add(activity(in));
                    }
                }
                case MEMBERS -> {
                    texts(in, told);
                    texts(in, evidence);
                }
                default -> {
                    return false;
                }
            }
            return true;
        }

        private static void texts(RecordReader in, List<String> to) {
            for (int left = in.count(); left > 0; left--) {
                to.add(in.text());
            }
        }

        private static AlertActivity activity(RecordReader in) {
            String source = in.text();
            String id = in.text();
            Instant time = Instant.ofEpochSecond(in.signed(), in.nano());
            return new AlertActivity(source, id, time, in.text(), in.optional(), in.optional());
        }
    }
}
