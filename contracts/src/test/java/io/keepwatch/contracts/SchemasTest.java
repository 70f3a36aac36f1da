package io.keepwatch.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Schemas, AsyncAPI and the Java records say the same")
class SchemasTest {

    @ParameterizedTest
    @EnumSource(ActivityType.class)
    void shouldDescribeEveryAttributeWithItsVocabulary(ActivityType type) {
        JsonNode properties = Contracts.schema("activity.v1.json")
                .at("/$defs/" + type.recordClass().getSimpleName() + "/properties");

        assertThat(names(properties))
                .containsExactlyElementsOf(
                        type.attributes().stream().map(Attribute::jsonName).toList());
        for (Attribute attribute : type.attributes()) {
            if (attribute.kind() == Attribute.Kind.WORD) {
                List<String> words = new ArrayList<>();
                properties.get(attribute.jsonName()).get("enum").forEach(word -> words.add(word.asText()));
                assertThat(words).isEqualTo(attribute.vocabulary());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(CloudEvent.Type.class)
    void shouldHaveASchemaForEveryMessage(CloudEvent.Type type) {
        assertThat(Contracts.schema(type.schema()).get("$id").asText()).isEqualTo("/schemas/" + type.schema());
    }

    @ParameterizedTest
    @EnumSource(Topic.class)
    void shouldDescribeEveryTopicAndItsDeadLettersInAsyncApi(Topic topic) {
        String asyncApi = Contracts.text(Path.of("asyncapi.yaml"));

        assertThat(asyncApi)
                .contains("address: " + topic.topicName() + "\n")
                .contains("address: " + topic.deadLetterName() + "\n");
    }

    @Test
    void shouldNameEveryMessageAndSchemaInAsyncApi() {
        String asyncApi = Contracts.text(Path.of("asyncapi.yaml"));

        assertThat(Arrays.stream(CloudEvent.Type.values()))
                .allSatisfy(type -> assertThat(asyncApi)
                        .contains("name: " + type.wireName() + "\n")
                        .contains("$ref: './schemas/" + type.schema() + "'"));
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
