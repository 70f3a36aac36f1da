package io.keepwatch.rules.judgement;

import io.keepwatch.rules.book.WindowDeclaration;
import java.util.Map;

/**
 * A rule before it is compiled.
 *
 * @param id the rule's id
 * @param file the file of its condition, for complaints
 * @param drl the text of the condition
 * @param windows the declared windows by the names they have in the condition, with their indexes in the set
 */
public record RuleSource(String id, String file, String drl, Map<String, WindowDeclaration> windows) {}
