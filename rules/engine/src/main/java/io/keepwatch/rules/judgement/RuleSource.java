package io.keepwatch.rules.judgement;

import io.keepwatch.rules.book.EvidenceKinds;
import io.keepwatch.rules.book.EvidenceWindow;
import io.keepwatch.rules.book.WindowDeclaration;
import java.util.List;
import java.util.Map;

/**
 * A rule before it is compiled.
 *
 * @param id the rule's id
 * @param file the file of its condition, for complaints
 * @param drl the text of the condition
 * @param windows the declared windows by the names they have in the condition, with their indexes in the set
 * @param evidenceWindows the declared windows over evidence, in their order
 * @param kinds the kinds of evidence that a condition may name
 */
public record RuleSource(
        String id,
        String file,
        String drl,
        Map<String, WindowDeclaration> windows,
        List<EvidenceWindow> evidenceWindows,
        EvidenceKinds kinds) {

    public RuleSource {
        evidenceWindows = List.copyOf(evidenceWindows);
    }

    /** A rule over activities. */
    public RuleSource(String id, String file, String drl, Map<String, WindowDeclaration> windows) {
        this(id, file, drl, windows, List.of(), EvidenceKinds.none());
    }
}
