package io.keepwatch.rules.backtest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.keepwatch.contracts.ContractJson;
import io.keepwatch.rules.score.Band;
import java.io.IOException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;

/** The report for programs. */
public final class ReportJson {
    private ReportJson() {}

    public static byte[] of(BacktestReport report) {
        return ContractJson.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("live", report.live());
            json.writeStringField("candidate", report.candidate());
            if (report.from() != null) {
                json.writeStringField("from", report.from().toString());
            }
            if (report.until() != null) {
                json.writeStringField("until", report.until().toString());
            }
            json.writeNumberField("activities", report.activities());
            json.writeNumberField("people", report.people());
            json.writeNumberField("rejected", report.rejected());
            json.writeNumberField("outOfOrder", report.outOfOrder());
            json.writeNumberField("seconds", report.seconds());
            json.writeNumberField("threads", report.threads());
            json.writeNumberField("liveNanosPerActivity", report.liveNanos());
            json.writeNumberField("candidateNanosPerActivity", report.candidateNanos());
            json.writeArrayFieldStart("rules");
            for (Map.Entry<String, RuleTally> rule : report.rules().entrySet()) {
                write(json, rule.getKey(), rule.getValue(), report.ruleNanos().getOrDefault(rule.getKey(), 0.0));
            }
            json.writeEndArray();
            json.writeObjectFieldStart("bands");
            write(json, report.bands());
            json.writeEndObject();
            json.writeObjectFieldStart("failures");
            for (Map.Entry<String, Long> failure : report.failures().entrySet()) {
                json.writeNumberField(failure.getKey(), failure.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, BandReport bands) throws IOException {
        json.writeStringField("at", bands.at().toString());
        json.writeObjectFieldStart("standing");
        for (Band live : Band.values()) {
            json.writeObjectFieldStart(live.word());
            for (Band candidate : Band.values()) {
                json.writeNumberField(candidate.word(), bands.standing()[live.ordinal()][candidate.ordinal()]);
            }
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeArrayFieldStart("moved");
        for (BandReport.Moved person : bands.moved()) {
            json.writeStartObject();
            json.writeStringField("subject", person.subject());
            json.writeNumberField("live", person.live());
            json.writeNumberField("candidate", person.candidate());
            json.writeEndObject();
        }
        json.writeEndArray();
        write(json, "live", bands.live());
        write(json, "candidate", bands.candidate());
    }

    private static void write(JsonGenerator json, String name, BandTally tally) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("everRaised", tally.everRaised());
        json.writeObjectFieldStart("raisedByMonth");
        for (Map.Entry<YearMonth, Integer> month : tally.raised().entrySet()) {
            json.writeNumberField(month.getKey().toString(), month.getValue());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("raisedByKind");
        for (Map.Entry<String, Integer> kind : tally.raisedBy().entrySet()) {
            json.writeNumberField(kind.getKey(), kind.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String id, RuleTally rule, double nanos) throws IOException {
        json.writeStartObject();
        json.writeStringField("rule", id);
        json.writeNumberField("added", rule.added());
        json.writeNumberField("removed", rule.removed());
        json.writeNumberField("changed", rule.changed());
        json.writeNumberField("peopleAffected", rule.affected());
        json.writeNumberField("nanosPerActivity", nanos);
        write(json, "live", rule.live());
        write(json, "candidate", rule.candidate());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, RuleTally.Side side) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("alerts", side.alerts());
        json.writeNumberField("outcomesKnown", side.known());
        json.writeNumberField("confirmed", side.confirmed());
        json.writeObjectFieldStart("byDay");
        for (Map.Entry<LocalDate, Long> day : side.byDay().entrySet()) {
            json.writeNumberField(day.getKey().toString(), day.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}
