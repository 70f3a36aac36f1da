package io.keepwatch.rules.candidate;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.keepwatch.contracts.ContractJson;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.rules.book.RuleProblem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What trying a rule set came to: one line of JSON between the process that tried it and the one that asked.
 *
 * @param number of the question it answers
 * @param rules how many rules would judge
 * @param cases how many cases and ordinary days were run
 * @param touched whether anything of the set was compiled or run; of a set that was only read, the process is as clean as
 *     before
 * @param problems why the set must not judge; empty if it may
 */
public record CandidateVerdict(long number, int rules, int cases, boolean touched, List<RuleProblem> problems) {
    /** More problems than anybody reads are cut off. */
    static final int MOST_PROBLEMS = 100;

    static final int LONGEST_REASON = 1_000;

    public CandidateVerdict {
        problems = List.copyOf(problems);
    }

    /** A set that was refused for what can be seen of it. */
    static CandidateVerdict untouched(long number, List<RuleProblem> problems) {
        return new CandidateVerdict(number, 0, 0, false, problems);
    }

    /** Whether the set may judge. */
    public boolean passed() {
        return problems.isEmpty();
    }

    /** The line, without its end. */
    byte[] line() {
        return ContractJson.bytes(json -> {
            json.writeStartObject();
            json.writeNumberField("number", number);
            json.writeNumberField("rules", rules);
            json.writeNumberField("cases", cases);
            json.writeBooleanField("touched", touched);
            json.writeArrayFieldStart("problems");
            for (RuleProblem problem : problems.subList(0, Math.min(MOST_PROBLEMS, problems.size()))) {
                json.writeStartObject();
                if (problem.rule() != null) {
                    json.writeStringField("rule", problem.rule());
                }
                json.writeStringField("file", problem.file());
                json.writeNumberField("line", problem.line());
                json.writeStringField("reason", oneLine(problem.reason()));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    /** A reason ends in a log: what an author wrote must not look like a line of it. */
    private static String oneLine(String reason) {
        String line = reason.strip().replaceAll("\\s*\\R\\s*", "; ");
        return line.length() > LONGEST_REASON ? line.substring(0, LONGEST_REASON) + "…" : line;
    }

    /** @throws MalformedMessageException if the line is not what {@link #line} writes */
    public static CandidateVerdict read(String line) throws MalformedMessageException {
        try (JsonParser json = ContractJson.factory().createParser(line)) {
            json.nextToken();
            ContractJson.expectObject(json);
            long number = -1;
            int rules = 0;
            int cases = 0;
            boolean touched = true;
            List<RuleProblem> problems = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "number" -> number = json.getLongValue();
                    case "rules" -> rules = json.getIntValue();
                    case "cases" -> cases = json.getIntValue();
                    case "touched" -> touched = json.getBooleanValue();
                    case "problems" -> problems = problems(json);
                    default -> throw new MalformedMessageException(field + ": unknown");
                }
            }
            if (problems == null) {
                throw new MalformedMessageException("problems: missing");
            }
            return new CandidateVerdict(number, rules, cases, touched, problems);
        } catch (IOException e) {
            throw ContractJson.malformed(e);
        }
    }

    private static List<RuleProblem> problems(JsonParser json) throws IOException, MalformedMessageException {
        List<RuleProblem> problems = new ArrayList<>();
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw new MalformedMessageException("problems: expected a list");
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            ContractJson.expectObject(json);
            problems.add(problem(json));
        }
        return problems;
    }

    private static RuleProblem problem(JsonParser json) throws IOException, MalformedMessageException {
        @Nullable String rule = null;
        String file = "";
        int line = 0;
        String reason = "";
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "rule" -> rule = json.getText();
                case "file" -> file = json.getText();
                case "line" -> line = json.getIntValue();
                case "reason" -> reason = json.getText();
                default -> throw new MalformedMessageException(field + ": unknown");
            }
        }
        return new RuleProblem(rule, file, line, reason);
    }
}
