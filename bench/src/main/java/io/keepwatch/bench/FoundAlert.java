package io.keepwatch.bench;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.keepwatch.contracts.ContractJson;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/**
 * What two ways of judging the same activities must agree on, whoever tells it: the case API or the command line.
 *
 * @param id derived from rule, subject and anchor
 * @param rule the rule
 * @param subject the person
 * @param at when the condition was first met, in event time
 * @param count matching activities
 * @param activities ids of the activities it names
 * @param live whether its rule is; false for one in shadow
 */
record FoundAlert(String id, String rule, String subject, String at, long count, Set<String> activities, boolean live) {

    /** Reads one alert in the shape of {@code GET /v1/alerts}; the parser stands on its opening brace. */
    static FoundAlert read(JsonParser json) throws IOException {
        String id = "";
        String rule = "";
        String subject = "";
        String at = "";
        long count = 0;
        Set<String> activities = new TreeSet<>();
        boolean live = true;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "id" -> id = json.getText();
                case "rule" -> rule = json.getText();
                case "subject" -> subject = json.getText();
                case "at" -> at = json.getText();
                case "count" -> count = json.getLongValue();
                case "activities" -> readActivityIds(json, activities);
                case "mode" -> live = json.getText().equals("live");
                default -> json.skipChildren();
            }
        }
        return new FoundAlert(id, rule, subject, at, count, activities, live);
    }

    static FoundAlert read(String line) throws IOException {
        try (JsonParser json = ContractJson.factory().createParser(line)) {
            json.nextToken();
            return read(json);
        }
    }

    private static void readActivityIds(JsonParser json, Set<String> into) throws IOException {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (name.equals("id")) {
                    into.add(json.getText());
                } else {
                    json.skipChildren();
                }
            }
        }
    }
}
