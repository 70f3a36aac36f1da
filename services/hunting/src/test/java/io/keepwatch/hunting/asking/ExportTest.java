package io.keepwatch.hunting.asking;

import static io.keepwatch.hunting.asking.Answers.asked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonToken;
import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityJson;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attachment;
import io.keepwatch.contracts.ContractJson;
import io.keepwatch.contracts.EmailSent;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.ProcessStart;
import io.keepwatch.hunting.activity.ActivityRows;
import io.keepwatch.hunting.activity.Column;
import io.keepwatch.hunting.activity.SampleActivities;
import io.keepwatch.rules.proof.ActivityLines;
import io.keepwatch.rules.proof.Subjects;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExportTest {
    private static final Instant NOON = Instant.parse("2026-02-15T12:00:00Z");
    private static final Comparator<Activity> BY_PERSON_AND_TIME = Comparator.comparing(
                    (Activity activity) -> activity.header().subject())
            .thenComparing(activity -> activity.header().time())
            .thenComparing(activity -> activity.header().source())
            .thenComparing(activity -> activity.header().id());

    @TempDir
    Path directory;

    private Answers answers;

    @BeforeEach
    void open() throws Exception {
        answers = new Answers(directory);
    }

    @AfterEach
    void close() throws Exception {
        answers.close();
    }

    private ExportAnswer export(String question, long limit) throws Exception {
        return new Export(answers.reader, answers.scratch, Answers.PATIENT)
                .of(asked(question), limit, new Cancellation());
    }

    private byte[] exported(String question, ExportFormat format) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ExportAnswer answer = export(question, Long.MAX_VALUE)) {
            answer.write(format, out);
        }
        return out.toByteArray();
    }

    private static List<Activity> activities(byte[] ndjson) throws MalformedMessageException {
        List<Activity> activities = new ArrayList<>();
        for (String line : new String(ndjson, StandardCharsets.UTF_8).split("\n")) {
            activities.add(ActivityJson.read(line.getBytes(StandardCharsets.UTF_8)));
        }
        return activities;
    }

    /** As a backtest reads them, which knows nobody. */
    private static List<Activity> history(byte[] ndjson) throws MalformedMessageException {
        ActivityLines lines = ActivityLines.asAccepted(null, new Subjects());
        List<Activity> activities = new ArrayList<>();
        for (String line : new String(ndjson, StandardCharsets.UTF_8).split("\n")) {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            activities.add(lines.read(bytes, 0, bytes.length));
        }
        return activities;
    }

    /** A few people over a few hours and days, with every kind of text. */
    private List<Activity> stored() throws Exception {
        List<Activity> activities = IntStream.range(0, 600)
                .mapToObj(i -> SampleActivities.any(
                        i,
                        "person-" + i % 7,
                        NOON.minus(Duration.ofMinutes(97L * (i % 50))).plusNanos(i)))
                .toList();
        answers.add(activities);
        return activities.stream().sorted(BY_PERSON_AND_TIME).toList();
    }

    @Test
    @DisplayName("Activities as the contract has them, one a line, sorted by person and time: what a backtest reads")
    void shouldExportJsonLines() throws Exception {
        List<Activity> expected = stored();

        byte[] everything = exported("", ExportFormat.NDJSON);

        assertThat(activities(everything)).isEqualTo(expected);
        assertThat(history(everything)).isEqualTo(expected);
        assertThat(activities(exported("subject = person-3", ExportFormat.NDJSON)))
                .isEqualTo(expected.stream()
                        .filter(activity -> activity.header().subject().equals("person-3"))
                        .toList());
    }

    @Test
    @DisplayName("A Parquet file with the columns and values of the store, in the same order")
    void shouldExportParquet() throws Exception {
        List<Activity> expected = stored();
        Path file = Files.write(directory.resolve("export.parquet"), exported("", ExportFormat.PARQUET));

        List<Activity> read = new ArrayList<>();
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                ResultSet rows = database.createStatement().executeQuery("SELECT * FROM '" + file + "'")) {
            for (int i = 0; i < Column.all().size(); i++) {
                assertThat(rows.getMetaData().getColumnName(i + 1))
                        .isEqualTo(Column.all().get(i).name());
            }
            ActivityRows activityRows = new ActivityRows(rows);
            while (rows.next()) {
                read.add(activityRows.read());
            }
        }
        assertThat(read).isEqualTo(expected);
        try (Stream<Path> left = Files.list(answers.scratch)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    @DisplayName("Quotes, commas and ends of lines come back as they were")
    void shouldExportCsv() throws Exception {
        List<Activity> expected = stored();

        List<List<String>> table = Csv.read(new String(exported("", ExportFormat.CSV), StandardCharsets.UTF_8));

        assertThat(table.getFirst())
                .isEqualTo(Column.all().stream().map(Column::name).toList());
        assertThat(table).hasSize(expected.size() + 1);
        for (int i = 0; i < expected.size(); i++) {
            for (int j = 0; j < Column.all().size(); j++) {
                Column column = Column.all().get(j);
                String cell = table.get(i + 1).get(j);
                Object value = column.of(expected.get(i));
                switch (column.kind()) {
                    case TEXT -> assertThat(cell).isEqualTo(value == null ? "" : value);
                    case NUMBER, FLAG -> assertThat(cell).isEqualTo(value == null ? "" : value.toString());
                    case TIME, REPORTED_TIME ->
                        assertThat(cell.isEmpty() ? null : Instant.parse(cell)).isEqualTo(value);
                    case TEXTS -> assertThat(texts(cell)).isEqualTo(value == null ? List.of() : value);
                    case ATTACHMENTS -> assertThat(cell.isEmpty()).isEqualTo(value == null);
                }
            }
        }
    }

    private static List<String> texts(String json) throws IOException {
        List<String> texts = new ArrayList<>();
        if (!json.isEmpty()) {
            try (var parser = ContractJson.factory().createParser(json)) {
                parser.nextToken();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    texts.add(parser.getText());
                }
            }
        }
        return texts;
    }

    @Test
    @DisplayName("No text is a formula to a spreadsheet")
    void shouldDefuseFormulas() throws Exception {
        List<String> formulas =
                List.of("=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "=\"a\",b");
        List<Activity> activities = new ArrayList<>();
        for (int i = 0; i < formulas.size(); i++) {
            activities.add(new ProcessStart(
                    Leaving.header("f-" + i, NOON.plusSeconds(i), formulas.get(i), "p", null),
                    formulas.get(i),
                    null,
                    null,
                    null,
                    null));
        }
        answers.add(activities);

        List<List<String>> table = Csv.read(new String(exported("", ExportFormat.CSV), StandardCharsets.UTF_8));

        int executable = table.getFirst().indexOf("executable");
        assertThat(table.stream().skip(1).map(row -> row.get(executable)))
                .containsExactlyElementsOf(
                        formulas.stream().map(formula -> "'" + formula).toList());
    }

    @Test
    void shouldWriteListsAsJson() throws Exception {
        answers.add(List.of(new EmailSent(
                Leaving.header("m", NOON, "u", "p", null),
                null,
                List.of("a@x.example", "\"b, c\" <b@x.example>"),
                List.of(new Attachment("plan.xlsx", 5), new Attachment(null, 7)),
                null)));

        List<List<String>> table = Csv.read(new String(exported("", ExportFormat.CSV), StandardCharsets.UTF_8));

        assertThat(table.get(1).get(table.getFirst().indexOf("to")))
                .isEqualTo("[\"a@x.example\",\"\\\"b, c\\\" <b@x.example>\"]");
        assertThat(table.get(1).get(table.getFirst().indexOf("attachments")))
                .isEqualTo("[{\"name\":\"plan.xlsx\",\"bytes\":5},{\"bytes\":7}]");
    }

    @Test
    @DisplayName("A limit is kept, and said before anything is written")
    void shouldSayWhatTheLimitLeavesOut() throws Exception {
        List<Activity> expected = stored();
        try (ExportAnswer answer = export("", 250)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertThat(answer.found()).isEqualTo(600);
            assertThat(answer.written()).isEqualTo(250);
            assertThat(answer.isComplete()).isFalse();
            answer.write(ExportFormat.NDJSON, out);
            assertThat(activities(out.toByteArray())).isEqualTo(expected.subList(0, 250));
        }
        try (ExportAnswer answer = export("", 600)) {
            assertThat(answer.isComplete()).isTrue();
        }
        assertThatThrownBy(() -> export("", 0)).isInstanceOf(ParameterException.class);
    }

    @ParameterizedTest
    @EnumSource
    void shouldExportNothing(ExportFormat format) throws Exception {
        byte[] nothing = exported("", format);

        switch (format) {
            case CSV ->
                assertThat(new String(nothing, StandardCharsets.UTF_8))
                        .startsWith("subject,time,")
                        .hasLineCount(1);
            case NDJSON -> assertThat(nothing).isEmpty();
            case PARQUET ->
                assertThat(new String(nothing, StandardCharsets.ISO_8859_1)).startsWith("PAR1");
        }
    }

    @Test
    @DisplayName("More activities than are read at once, of one person and of many, come in order and once each")
    void shouldExportMoreThanIsReadAtOnce() throws Exception {
        int ofOne = ExportPlan.BATCH + 1_234;
        List<Activity> activities = new ArrayList<>();
        for (int i = 0; i < ofOne; i++) {
            activities.add(
                    SampleActivities.bare(ActivityType.WEB_VISIT, "one-" + i, "person-b", NOON.plusMillis(i / 3)));
        }
        for (int i = 0; i < 3_000; i++) {
            activities.add(
                    SampleActivities.bare(ActivityType.WEB_VISIT, "many-" + i, "person-" + i, NOON.plusMillis(i)));
        }
        answers.add(activities);

        List<Activity> read = activities(exported("", ExportFormat.NDJSON));

        assertThat(read.equals(activities.stream().sorted(BY_PERSON_AND_TIME).toList()))
                .as("the same activities in the same order")
                .isTrue();
    }

    @Test
    @DisplayName("What is added, merged or erased meanwhile changes nothing in an export that has begun")
    void shouldExportWhatThereWas() throws Exception {
        List<Activity> expected = stored();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ExportAnswer answer = export("", Long.MAX_VALUE)) {
            answers.add(SampleActivities.within(NOON, 50, 1_000));
            answers.merge();
            answers.store.erase("person-3");
            answer.write(ExportFormat.NDJSON, out);
        }
        assertThat(activities(out.toByteArray())).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("When whoever receives it goes away, it ends and leaves nothing behind")
    void shouldEndWhenNobodyReads(ExportFormat format) throws Exception {
        stored();
        OutputStream gone = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("gone");
            }
        };
        try (ExportAnswer answer = export("", Long.MAX_VALUE)) {
            assertThatThrownBy(() -> answer.write(format, gone)).isInstanceOf(IOException.class);
        }
        if (Files.exists(answers.scratch)) {
            try (Stream<Path> left = Files.list(answers.scratch)) {
                assertThat(left).isEmpty();
            }
        }
    }
}
