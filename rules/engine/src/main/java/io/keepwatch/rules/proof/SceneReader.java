package io.keepwatch.rules.proof;

import com.fasterxml.jackson.core.JsonGenerator;
import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityDraft;
import io.keepwatch.contracts.ActivityJson;
import io.keepwatch.contracts.ContractJson;
import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.Identity;
import io.keepwatch.contracts.IdentityJson;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.rules.book.RuleSetException;
import io.keepwatch.rules.book.YamlNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads scenes written as data. Fields are those of the public contract, so that a case reads like what is posted:
 * people like {@code PUT /v1/identities}, HR events like {@code POST /v1/hr/events}, activities like {@code POST
 * /v1/activity}.
 */
public final class SceneReader {
    /** The feed of activities that name none. */
    static final String SOURCE = "cases";

    /** What something else than a rule finds in an activity. */
    private static final String FOUND = "found";

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(_\\d+)*");
    private static final Duration A_DAY = Duration.ofDays(1);
    private static final int MOST_REPEATS = 100_000;

    private SceneReader() {}

    /**
     * @param people fields by person's key; null for nobody
     * @param hr the events; null for none
     * @param activities what happened, one list after the other; null for nothing
     * @throws RuleSetException naming file, line and field of what is wrong
     */
    public static Scene read(@Nullable YamlNode people, @Nullable YamlNode hr, @Nullable YamlNode... activities)
            throws RuleSetException {
        Subjects subjects = new Subjects();
        if (people != null) {
            for (Map.Entry<String, YamlNode> person : people.fields().entrySet()) {
                YamlNode records = person.getValue();
                for (YamlNode record : records.isList() ? records.items() : List.of(records)) {
                    subjects.add(identity(person.getKey(), record));
                }
            }
        }
        List<HrEvent> events = new ArrayList<>();
        if (hr != null) {
            for (YamlNode event : hr.items()) {
                events.add(attempt(event, () -> HrLines.read(json(event.fields()), event.line())));
            }
        }
        List<Activity> happened = new ArrayList<>();
        Map<Activity, List<String>> found = new HashMap<>();
        List<YamlNode> all = new ArrayList<>();
        for (YamlNode some : activities) {
            if (some != null) {
                all.addAll(some.items());
            }
        }
        for (YamlNode activity : all) {
            List<Activity> read = repeated(activity, subjects, happened.size());
            happened.addAll(read);
            YamlNode kinds = activity.fields().get(FOUND);
            if (kinds != null) {
                List<String> named = kinds.texts();
                read.forEach(one -> found.put(one, named));
            }
        }
        return new Scene(subjects, events, happened, found);
    }

    private static Identity identity(String subject, YamlNode record) throws RuleSetException {
        Map<String, YamlNode> fields = record.fields();
        return attempt(record, () -> {
            Identity identity = IdentityJson.read(
                            ContractJson.bytes(json -> {
                                json.writeStartObject();
                                json.writeStringField("subject", subject);
                                write(fields, json);
                                json.writeEndObject();
                            }),
                            Instant.EPOCH)
                    .identity();
            return identity.accounts().isEmpty() ? withAccount(identity, subject) : identity;
        });
    }

    /** Whoever has no account in a case has one that is named like the person. */
    private static Identity withAccount(Identity identity, String account) {
        return new Identity(
                identity.subject(),
                List.of(account),
                identity.hosts(),
                identity.device(),
                identity.department(),
                identity.role(),
                identity.peerGroup(),
                identity.manager(),
                identity.privileged(),
                identity.contractor(),
                identity.crownJewels(),
                identity.timeZone(),
                identity.workHours(),
                identity.site(),
                identity.clearance(),
                identity.validFrom(),
                identity.retired());
    }

    /** One activity, or {@code repeat} of them, {@code every} so often. */
    private static List<Activity> repeated(YamlNode yaml, Subjects subjects, int before) throws RuleSetException {
        Map<String, YamlNode> fields = new LinkedHashMap<>(yaml.fields());
        YamlNode repeat = fields.remove("repeat");
        YamlNode every = fields.remove("every");
        YamlNode source = fields.remove("source");
        fields.remove(FOUND);
        int times = repeat == null ? 1 : (int) repeat.number(1, MOST_REPEATS);
        Duration step = every == null ? A_DAY : every.duration();
        List<Activity> activities = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            int place = i;
            activities.add(attempt(yaml, () -> {
                ActivityDraft draft = ActivityJson.readDraft(json(fields));
                Instant time = draft.time();
                if (time == null) {
                    throw new MalformedMessageException("time: missing");
                }
                draft.time(time.plus(step.multipliedBy(place)));
                if (draft.id() == null) {
                    draft.id(String.valueOf(before + place + 1));
                }
                String feed = source == null ? SOURCE : source.text();
                Subjects.Subject subject = subjects.of(draft, feed);
                return draft.build(feed, subject.key(), subject.unresolved());
            }));
        }
        return activities;
    }

    private interface Reading<T> {
        T read() throws MalformedMessageException, RuleSetException;
    }

    private static <T> T attempt(YamlNode where, Reading<T> reading) throws RuleSetException {
        try {
            return reading.read();
        } catch (MalformedMessageException e) {
            throw where.problem(String.valueOf(e.getMessage()));
        } catch (Unwritable e) {
            throw e.problem;
        }
    }

    private static byte[] json(Map<String, YamlNode> fields) {
        return ContractJson.bytes(json -> {
            json.writeStartObject();
            write(fields, json);
            json.writeEndObject();
        });
    }

    private static void write(Map<String, YamlNode> fields, JsonGenerator json) throws IOException {
        for (Map.Entry<String, YamlNode> field : fields.entrySet()) {
            json.writeFieldName(field.getKey());
            write(field.getValue(), json);
        }
    }

    private static void write(YamlNode value, JsonGenerator json) throws IOException {
        try {
            if (value.isList()) {
                json.writeStartArray();
                for (YamlNode item : value.items()) {
                    write(item, json);
                }
                json.writeEndArray();
            } else if (value.isScalar()) {
                scalar(value, json);
            } else {
                json.writeStartObject();
                write(value.fields(), json);
                json.writeEndObject();
            }
        } catch (RuleSetException e) {
            throw new Unwritable(e);
        }
    }

    private static void scalar(YamlNode value, JsonGenerator json) throws IOException, RuleSetException {
        String text = value.text();
        if (value.isBare() && NUMBER.matcher(text).matches()) {
            json.writeNumber(Long.parseLong(text.replace("_", "")));
        } else if (value.isBare() && (text.equals("true") || text.equals("false"))) {
            json.writeBoolean(text.equals("true"));
        } else if (value.isBare() && (text.equals("null") || text.equals("~"))) {
            json.writeNull();
        } else {
            json.writeString(text);
        }
    }

    /** Carries a complaint through the writer. */
    private static final class Unwritable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient RuleSetException problem;

        private Unwritable(RuleSetException problem) {
            super(problem);
            this.problem = problem;
        }
    }
}
