package io.keepwatch.contracts;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * What is usual for those people of a peer group whose activities come in one partition, as of a day; the value of {@link
 * Topic#PEERS} (S3-13). What is usual for the group is the sum of its parts. It never changes once it is written, and it
 * names nobody. The part of the people of no group is written last, always, and under one key for all days: so it says which
 * day of a partition is the newest, and how many groups belong to it.
 *
 * @param day the day that is summed up to
 * @param part the partition, from 0
 * @param group the peer group; empty for the people of none
 * @param groups how many groups the partition has that day, that of the people of none not counted
 * @param people how many people it sums, 0 upwards
 * @param habit the sums, in Base64; for the evaluator alone to read
 */
public record PeerPart(LocalDate day, int part, String group, int groups, int people, String habit) {
    /** @throws MalformedMessageException naming the field that is missing or wrong */
    public static PeerPart read(byte[] message) throws MalformedMessageException {
        try (JsonParser json = ContractJson.factory().createParser(message)) {
            ContractJson.expectObject(json);
            LocalDate day = null;
            Long part = null;
            String group = null;
            Long groups = null;
            Long people = null;
            String habit = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "day" -> day = day(ContractJson.requiredText(json, name));
                    case "part" -> part = ContractJson.number(json, name);
                    case "group" -> group = ContractJson.text(json, name);
                    case "groups" -> groups = ContractJson.number(json, name);
                    case "people" -> people = ContractJson.number(json, name);
                    case "habit" -> habit = ContractJson.text(json, name);
                    default -> json.skipChildren();
                }
            }
            ContractJson.expectEnd(json);
            return new PeerPart(
                    ContractJson.required(day, "day"),
                    count(ContractJson.required(part, "part"), "part"),
                    ContractJson.required(group, "group"),
                    count(ContractJson.required(groups, "groups"), "groups"),
                    count(ContractJson.required(people, "people"), "people"),
                    ContractJson.required(habit, "habit"));
        } catch (IOException e) {
            throw ContractJson.malformed(e);
        }
    }

    private static LocalDate day(String text) throws MalformedMessageException {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException _) {
            throw new MalformedMessageException("day: expected a date such as 2026-03-02");
        }
    }

    private static int count(long number, String field) throws MalformedMessageException {
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw new MalformedMessageException(field + ": expected 0 or more");
        }
        return (int) number;
    }

    public byte[] write() {
        return ContractJson.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("day", day.toString());
            json.writeNumberField("part", part);
            json.writeStringField("group", group);
            json.writeNumberField("groups", groups);
            json.writeNumberField("people", people);
            json.writeStringField("habit", habit);
            json.writeEndObject();
        });
    }

    /** The key under which it is written: partition, day and group; of the people of no group the partition alone. */
    public String key() {
        return group.isEmpty() ? newestOf(part) : ofDay(part, day) + group;
    }

    /** The key under which a partition's newest day is found. */
    public static String newestOf(int part) {
        return Integer.toString(part);
    }

    /** The beginning of the keys of a partition's groups on a day; keys of earlier days come before it. */
    public static String ofDay(int part, LocalDate day) {
        return part + " " + day + " ";
    }
}
