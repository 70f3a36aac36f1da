package io.keepwatch.rules.memory;

import io.keepwatch.contracts.AlertActivity;
import io.keepwatch.rules.score.Band;
import io.keepwatch.rules.score.Evidence;
import io.keepwatch.rules.score.PublishedBand;
import io.keepwatch.rules.score.Strength;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A person's findings as bytes, and what was published of them as a section of the hot record. Texts that come again and
 * again - rules, nodes, sentences, sources - stand once and are referred to by number.
 */
final class EvidenceCodec {
    private static final int TEXTS = 1;
    private static final int FINDINGS = 2;
    private static final int TRACES = 3;

    private static final int NEGATIVE = 1;
    private static final int HAS_FAMILY = 2;
    private static final int IS_FRACTION = 4;
    private static final int HAS_MEMBERS = 8;
    private static final int HAS_END = 16;

    private static final int HAS_LOOKED = 4;
    private static final int HAS_DUE = 8;
    private static final int HAS_LOWER_SINCE = 16;
    private static final int BAND = 3;

    /** By their number in stored state. */
    private static final List<Strength> STRENGTHS =
            List.of(Strength.WEAK, Strength.MEDIUM, Strength.STRONG, Strength.DECISIVE);

    private static final List<Band> BANDS = List.of(Band.MONITOR, Band.INVESTIGATE, Band.IMMEDIATE);

    private final RecordWriter record = new RecordWriter();
    private final RecordWriter section = new RecordWriter();
    private final Map<String, Integer> texts = new LinkedHashMap<>();

    byte[] write(RiskMemory risk) {
        texts.clear();
        section.reset();
        risk.evidence().forEach(this::write);
        byte[] findings = section.toArray();
        section.reset();
        risk.traces().all().forEach(this::write);
        byte[] traces = section.toArray();

        Sections.begin(record);
        section.reset();
        texts.keySet().forEach(section::text);
        Sections.write(record, TEXTS, section);
        section.reset().bytes(findings, 0, findings.length);
        Sections.write(record, FINDINGS, section);
        section.reset().bytes(traces, 0, traces.length);
        Sections.write(record, TRACES, section);
        risk.sections().writeUnknown(record);
        return record.toArray();
    }

    private void write(Trace trace) {
        reference(trace.kind());
        reference(trace.finding());
        section.number(trace.nodes().size());
        trace.nodes().forEach(this::reference);
        section.raw(trace.told() ? 1 : 0);
        AlertActivity activity = trace.activity();
        reference(activity.source());
        section.text(activity.id());
        write(section, activity.time());
        reference(activity.type());
        section.optional(activity.user());
        section.optional(activity.host());
    }

    private static Trace trace(RecordReader in, List<String> known) {
        String kind = known(in, known);
        String finding = known(in, known);
        List<String> nodes = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            nodes.add(known(in, known));
        }
        boolean told = in.raw() != 0;
        String source = known(in, known);
        String id = in.text();
        Instant at = time(in);
        return new Trace(
                kind,
                finding,
                nodes,
                told,
                new AlertActivity(source, id, at, known(in, known), in.optional(), in.optional()));
    }

    private void write(Evidence finding) {
        // An id is made of an alert's and a node's: the one comes once, the other again and again.
        int split = finding.id().indexOf('-') + 1;
        section.text(finding.id().substring(0, split));
        reference(finding.id().substring(split));
        reference(finding.kind());
        reference(finding.says());
        reference(finding.node());
        section.number(STRENGTHS.indexOf(finding.strength()));
        section.raw((finding.negative() ? NEGATIVE : 0)
                | (finding.family() != null ? HAS_FAMILY : 0)
                | (finding.fraction() < 1 ? IS_FRACTION : 0)
                | (finding.isCombination() ? HAS_MEMBERS : 0)
                | (finding.until() != null ? HAS_END : 0));
        if (finding.family() != null) {
            reference(finding.family());
        }
        if (finding.fraction() < 1) {
            section.fixed(Double.doubleToLongBits(finding.fraction()));
        }
        section.number(finding.halfLife().toSeconds());
        write(section, finding.at());
        section.number(finding.activities().size());
        for (String activity : finding.activities()) {
            int source = activity.indexOf('/') + 1;
            reference(activity.substring(0, source));
            section.text(activity.substring(source));
        }
        if (finding.isCombination()) {
            section.number(finding.members().size());
            finding.members().forEach(section::text);
        }
        write(section, finding.until());
    }

    private void reference(String text) {
        Integer known = texts.putIfAbsent(text, texts.size());
        section.number(known == null ? texts.size() - 1 : known);
    }

    /** @param sections takes what this release does not know */
    RiskMemory.Kept read(byte[] stored, Sections sections) {
        List<String> known = new ArrayList<>();
        RiskMemory.Kept kept = RiskMemory.Kept.nothing();
        sections.read(stored, (number, in) -> {
            switch (number) {
                case TEXTS -> {
                    while (in.hasMore()) {
                        known.add(in.text());
                    }
                }
                case FINDINGS -> {
                    while (in.hasMore()) {
                        Evidence finding = finding(in, known);
                        kept.findings().put(finding.id(), finding);
                    }
                }
                case TRACES -> {
                    while (in.hasMore()) {
                        kept.traces().restore(trace(in, known));
                    }
                }
                default -> {
                    return false;
                }
            }
            return true;
        });
        return kept;
    }

    private static Evidence finding(RecordReader in, List<String> known) {
        String id = in.text() + known(in, known);
        String kind = known(in, known);
        String says = known(in, known);
        String node = known(in, known);
        Strength strength = STRENGTHS.get(in.index(STRENGTHS.size()));
        int flags = in.raw();
        String family = (flags & HAS_FAMILY) == 0 ? null : known(in, known);
        double fraction = (flags & IS_FRACTION) == 0 ? 1 : Double.longBitsToDouble(in.fixed());
        Duration halfLife = Duration.ofSeconds(in.number());
        Instant at = time(in);
        List<String> activities = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            activities.add(known(in, known) + in.text());
        }
        List<String> members = new ArrayList<>();
        for (int left = (flags & HAS_MEMBERS) == 0 ? 0 : in.count(); left > 0; left--) {
            members.add(in.text());
        }
        Instant until = (flags & HAS_END) == 0 ? null : time(in);
        try {
            return new Evidence(
                    id,
                    kind,
                    says,
                    node,
                    strength,
                    (flags & NEGATIVE) != 0,
                    fraction,
                    halfLife,
                    family,
                    at,
                    activities,
                    members,
                    until);
        } catch (IllegalArgumentException e) {
            throw RecordReader.damaged("a finding says what none can: " + e.getMessage());
        }
    }

    private static String known(RecordReader in, List<String> known) {
        return known.get(in.index(known.size()));
    }

    static void writePublished(RiskMemory risk, RecordWriter section) {
        if (risk.isEmpty()) {
            return;
        }
        PublishedBand band = risk.published();
        section.number(risk.size());
        section.raw(BANDS.indexOf(band.band())
                | (risk.looked() != null ? HAS_LOOKED : 0)
                | (risk.due() != null ? HAS_DUE : 0)
                | (band.lowerSince() != null ? HAS_LOWER_SINCE : 0));
        write(section, risk.looked());
        write(section, risk.due());
        write(section, band.lowerSince());
    }

    static void readPublished(RiskMemory risk, RecordReader in) {
        int findings = (int) in.number();
        int flags = in.raw();
        if ((flags & BAND) == BANDS.size()) {
            throw RecordReader.damaged("a band is none");
        }
        Instant looked = (flags & HAS_LOOKED) == 0 ? null : time(in);
        Instant due = (flags & HAS_DUE) == 0 ? null : time(in);
        Instant lowerSince = (flags & HAS_LOWER_SINCE) == 0 ? null : time(in);
        risk.restore(findings, new PublishedBand(BANDS.get(flags & BAND), lowerSince), looked, due);
    }

    private static void write(RecordWriter section, @Nullable Instant time) {
        if (time != null) {
            section.time(time.getEpochSecond(), time.getNano());
        }
    }

    private static Instant time(RecordReader in) {
        return Instant.ofEpochSecond(in.signed(), in.nano());
    }
}
