package io.keepwatch.hunting.store;

import static io.keepwatch.hunting.store.TestStores.NOON;
import static io.keepwatch.hunting.store.TestStores.append;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardwood.InputFile;
import dev.hardwood.metadata.ConvertedType;
import dev.hardwood.metadata.LogicalType;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.metadata.SchemaElement;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.row.PqList;
import dev.hardwood.row.PqStruct;
import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attachment;
import io.keepwatch.hunting.activity.Column;
import io.keepwatch.hunting.activity.SampleActivities;
import io.keepwatch.platform.process.RepositoryRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Trino or ClickHouse would find, asked of a Parquet reader that shares nothing with the engine that wrote. */
@DisplayName("The store's files are whole and plain to another engine, whatever the store has done to them")
class SecondEngineTest {
    private static final Pattern PLACE = Pattern.compile("day=(\\d{4}-\\d{2}-\\d{2})/hour=(\\d{2})(-23)?/[^/]+");

    @TempDir
    Path directory;

    private final List<Activity> activities = new ArrayList<>();

    /** Activities and bytes of one hour. */
    private record Sum(long count, long bytes) {
        private static final Sum NOTHING = new Sum(0, 0);

        private Sum and(@Nullable Object more) {
            return new Sum(count + 1, bytes + (more == null ? 0 : ((Long) more) >> 20));
        }
    }

    @BeforeEach
    void sample() {
        for (ActivityType type : ActivityType.values()) {
            for (int i = 0; i < 12; i++) {
                activities.add(SampleActivities.full(
                        type,
                        type + "-" + i,
                        "person-" + i % 3,
                        NOON.plus(Duration.ofMinutes(35L * i)).plusNanos(i),
                        17L * i));
            }
            activities.add(SampleActivities.bare(type, type + "-bare", "account:okta/O'Brien", NOON));
        }
    }

    @Test
    @DisplayName("every column of every activity, to the nanosecond, in the hour that its directory says")
    void shouldReadWhatWasStored() throws Exception {
        try (EventStore store = TestStores.open(directory)) {
            append(store, 0, activities);

            assertThat(rows()).isEqualTo(expected(activities));
            assertThat(sums()).isEqualTo(sums(store));
        }
    }

    @Test
    @DisplayName("after merging and erasing; what is being written, in quarantine or the store's own is not seen")
    void shouldReadOnlyWhatHolds() throws Exception {
        try (EventStore store = TestStores.open(directory)) {
            for (int i = 0; i < activities.size(); i += 20) {
                append(store, i, activities.subList(i, Math.min(activities.size(), i + 20)));
            }
            int written = TestStores.dataFiles(directory).size();
            store.erase("person-1");
            while (store.tidy()) {
                // Until nothing is left to merge.
            }
            Path hour = directory.resolve("day=2026-02-15/hour=12");
            Files.write(hour.resolve(".staged-9"), new byte[] {'P', 'A', 'R', '1'});
            Path quarantine = Files.createDirectories(directory.resolve(".quarantine/day=2026-02-15/hour=12"));
            Files.write(quarantine.resolve("activity-0-0-9-00000000.parquet"), new byte[] {'P', 'A', 'R', '1'});

            assertThat(TestStores.dataFiles(directory)).hasSizeLessThan(written);
            assertThat(rows())
                    .isEqualTo(expected(activities.stream()
                            .filter(activity -> !activity.header().subject().equals("person-1"))
                            .toList()));
            assertThat(sums()).isEqualTo(sums(store));
        }
    }

    @Test
    @DisplayName("after a day became one file, with what came late beside it")
    void shouldReadWholeDays() throws Exception {
        List<Activity> late = activities.subList(0, 3);
        try (EventStore store = TestStores.open(directory)) {
            append(store, 0, activities.subList(3, activities.size()));
        }
        InstantSource muchLater = InstantSource.fixed(NOON.plus(Duration.ofDays(2)));
        try (EventStore store =
                EventStore.open(new LocalFiles(directory), TestStores.SMALL, muchLater, TestStores.STRICT)) {
            while (store.tidy()) {
                // Until nothing is left to merge.
            }
            assertThat(TestStores.dataFiles(directory))
                    .singleElement()
                    .asString()
                    .contains("hour=00-23");
            append(store, 1000, late);

            assertThat(rows()).isEqualTo(expected(activities));
            assertThat(sums()).isEqualTo(sums(store));
        }
    }

    @Test
    @DisplayName("types say what they are: texts are UTF-8, times are UTC without a zone, lists are lists")
    void shouldDescribeItself() throws Exception {
        try (EventStore store = TestStores.open(directory)) {
            append(store, 0, activities);
        }
        Path file = directory.resolve(TestStores.dataFiles(directory).getFirst());
        Map<String, SchemaElement> columns = new HashMap<>();
        try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file))) {
            reader.getFileMetaData().schema().forEach(element -> columns.putIfAbsent(element.name(), element));
        }

        assertThat(columns).containsKeys(Column.all().stream().map(Column::name).toArray(String[]::new));
        assertThat(Column.all()).allSatisfy(column -> {
            SchemaElement element = Objects.requireNonNull(columns.get(column.name()), column.name());
            switch (column.kind()) {
                case TEXT -> assertThat(element.convertedType()).isEqualTo(ConvertedType.UTF8);
                case NUMBER -> assertThat(element.type()).isEqualTo(PhysicalType.INT64);
                case FLAG -> assertThat(element.type()).isEqualTo(PhysicalType.BOOLEAN);
                case TIME ->
                    assertThat(element.logicalType())
                            .isEqualTo(new LogicalType.TimestampType(false, LogicalType.TimeUnit.NANOS));
                case REPORTED_TIME ->
                    assertThat(element.logicalType())
                            .isEqualTo(new LogicalType.TimestampType(false, LogicalType.TimeUnit.MICROS));
                case TEXTS, ATTACHMENTS -> assertThat(element.convertedType()).isEqualTo(ConvertedType.LIST);
            }
        });
    }

    @Test
    @DisplayName("docs/growth-path.md gives Trino every column, by its name and type")
    void shouldBeDocumented() throws IOException {
        String document = Files.readString(RepositoryRoot.find().resolve("docs/growth-path.md"))
                .replace("\"", "")
                .replaceAll("\\s+", " ");

        assertThat(Column.all()).allSatisfy(column -> {
            String type = switch (column.kind()) {
                case TEXT -> "varchar";
                case NUMBER -> "bigint";
                case FLAG -> "boolean";
                case TIME, REPORTED_TIME -> "timestamp(9)";
                case TEXTS -> "array(varchar)";
                case ATTACHMENTS -> "array(row(name varchar, bytes bigint))";
            };
            assertThat(document).contains(" " + column.name().toLowerCase(Locale.ROOT) + " " + type + ",");
        });
    }

    private static Map<String, Map<String, @Nullable Object>> expected(List<Activity> activities) {
        Map<String, Map<String, @Nullable Object>> rows = new TreeMap<>();
        for (Activity activity : activities) {
            Map<String, @Nullable Object> row = new TreeMap<>();
            Column.all().forEach(column -> row.put(column.name(), column.of(activity)));
            rows.put(activity.header().id(), row);
        }
        return rows;
    }

    /** Every row by its id. */
    private Map<String, Map<String, @Nullable Object>> rows() throws IOException {
        Map<String, Map<String, @Nullable Object>> rows = new TreeMap<>();
        read(row -> assertThat(rows.put(String.valueOf(row.get("id")), row))
                .as("a row that is there twice")
                .isNull());
        return rows;
    }

    /** What a query that groups by hour answers. */
    private Map<Instant, Sum> sums() throws IOException {
        Map<Instant, Sum> sums = new TreeMap<>();
        read(row -> sums.merge(
                Objects.requireNonNull((Instant) row.get("time")).truncatedTo(ChronoUnit.HOURS),
                Sum.NOTHING.and(row.get("bytes")),
                (some, _) -> some.and(row.get("bytes"))));
        return sums;
    }

    private Map<Instant, Sum> sums(EventStore store) throws Exception {
        try (StoreReader reader = new StoreReader(store, ReaderSettings.DEFAULT)) {
            return reader.ask(Batch.EARLIEST, Batch.END, TestStores.PATIENCE, question -> {
                Map<Instant, Sum> sums = new TreeMap<>();
                try (PreparedStatement select = question.prepare(
                                "SELECT date_trunc('hour', \"time\"), count(*), coalesce(sum(bytes >> 20), 0)::BIGINT"
                                        + " FROM " + question.table() + " GROUP BY 1");
                        ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        sums.put(
                                rows.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC),
                                new Sum(rows.getLong(2), rows.getLong(3)));
                    }
                }
                return sums;
            });
        }
    }

    private interface Row {
        void take(Map<String, @Nullable Object> values);
    }

    private void read(Row into) throws IOException {
        for (String path : TestStores.dataFiles(directory)) {
            Matcher place = PLACE.matcher(path);
            assertThat(place.matches()).as(path).isTrue();
            Duration length = place.group(3) == null ? Duration.ofHours(1) : Duration.ofDays(1);
            Instant begin = LocalDate.parse(place.group(1))
                    .atTime(Integer.parseInt(place.group(2)), 0)
                    .toInstant(ZoneOffset.UTC);
            try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(directory.resolve(path)));
                    RowReader rows = reader.rowReader()) {
                while (rows.hasNext()) {
                    rows.next();
                    Map<String, @Nullable Object> values = new TreeMap<>();
                    Column.all().forEach(column -> values.put(column.name(), value(rows, column)));
                    assertThat((Instant) values.get("time"))
                            .isBetween(begin, begin.plus(length).minusNanos(1));
                    into.take(values);
                }
            }
        }
    }

    private static @Nullable Object value(RowReader row, Column column) {
        String name = column.name();
        if (row.isNull(name)) {
            return null;
        }
        return switch (column.kind()) {
            case TEXT -> row.getString(name);
            case NUMBER -> row.getLong(name);
            case FLAG -> row.getBoolean(name);
            case TIME, REPORTED_TIME -> row.getLocalTimestamp(name).toInstant(ZoneOffset.UTC);
            case TEXTS -> row.getList(name).strings();
            case ATTACHMENTS -> attachments(row.getList(name));
        };
    }

    private static List<Attachment> attachments(PqList list) {
        List<Attachment> attachments = new ArrayList<>();
        for (PqStruct one : list.structs()) {
            attachments.add(new Attachment(one.isNull("name") ? null : one.getString("name"), one.getLong("bytes")));
        }
        return attachments;
    }
}
