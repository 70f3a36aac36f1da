package io.keepwatch.hunting.question;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("docs/hunting-questions.md is true")
class DocumentTest {
    private static final Path DOCUMENT = Path.of("../../docs/hunting-questions.md");

    @Test
    void shouldGiveExamplesThatFindSomethingAndNotEverything() throws Exception {
        List<String> examples = Files.readString(DOCUMENT)
                .transform(text -> text.split("```\n")[1])
                .lines()
                .toList();
        assertThat(examples).hasSizeGreaterThan(9);
        try (StoredActivities stored = new StoredActivities(Elliot.activities())) {
            for (String example : examples) {
                assertThat(Elliot.found(stored, Question.parse(example)))
                        .as(example)
                        .isNotEmpty()
                        .hasSizeLessThan(Elliot.activities().size());
            }
        }
    }

    @Test
    void shouldNameEveryFieldAndNoOther() throws Exception {
        assertThat(named(Pattern.compile("`([A-Za-z]+)`")))
                .containsExactlyInAnyOrderElementsOf(Completion.of("", 0).proposals());
    }

    @Test
    void shouldNameTheWordsOfAField() throws Exception {
        Matcher fields =
                Pattern.compile("`(\\w+)` (?:\\(|is one of )([\\w., ]+?)[);]").matcher(section());
        int compared = 0;
        while (fields.find()) {
            List<String> words = List.of(fields.group(2).split(", "));
            if (Completion.of(fields.group(1) + "=", 99).free() == null && words.size() > 1) {
                compared++;
                assertThat(Completion.of(fields.group(1) + "=", 99).proposals())
                        .containsExactlyElementsOf(spellings(words));
            }
        }
        assertThat(compared).isEqualTo(13);
    }

    private static List<String> spellings(List<String> words) {
        return words.stream()
                .flatMap(word -> Stream.of(word, word.substring(word.lastIndexOf('.') + 1)))
                .distinct()
                .toList();
    }

    private static Stream<String> named(Pattern pattern) throws Exception {
        return pattern.matcher(section()).results().map(match -> match.group(1));
    }

    private static String section() throws Exception {
        return Files.readString(DOCUMENT).split("## ")[3];
    }
}
