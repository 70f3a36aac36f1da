package io.keepwatch.rules.book;

import io.keepwatch.rules.score.WholePerson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rules directory, read but not compiled.
 *
 * @param digest of everything that decides what is judged and how it weighs: declarations, conditions, lists, policies,
 *     model
 * @param folders every rule folder, by path
 * @param lists entries by the list's name
 * @param policies which rules judge whom
 * @param exceptions what rules are not to report
 * @param model what findings and circumstances say of a person
 */
public record RuleSet(
        String digest,
        List<RuleFolder> folders,
        Map<String, List<String>> lists,
        List<Policy> policies,
        List<RuleException> exceptions,
        WholePerson model) {

    public RuleSet {
        folders = List.copyOf(folders);
        lists = Map.copyOf(lists);
        policies = List.copyOf(policies);
        exceptions = List.copyOf(exceptions);
    }

    /** The same set with its drafts judging in shadow, to prove them before anything else does. */
    public RuleSet withDraftsJudging() {
        return new RuleSet(
                digest,
                folders.stream()
                        .map(folder -> folder.status() == RuleFolder.Status.DRAFT
                                ? folder.withStatus(RuleFolder.Status.SHADOW)
                                : folder)
                        .toList(),
                lists,
                policies,
                exceptions,
                model);
    }

    /** The same set with nothing but this rule judging, everybody, in shadow; what a combination names stays known. */
    public RuleSet alone(String rule) {
        List<RuleFolder> alone = new ArrayList<>();
        for (RuleFolder folder : folders) {
            if (folder.id().equals(rule)) {
                alone.add(folder.withStatus(RuleFolder.Status.SHADOW));
            } else if (folder.status() != RuleFolder.Status.RETIRED && isCombination(rule)) {
                alone.add(folder.withStatus(RuleFolder.Status.DRAFT));
            }
        }
        return new RuleSet(digest, alone, lists, List.of(new Policy("alone", null, true, List.of())), List.of(), model);
    }

    private boolean isCombination(String rule) {
        return folders.stream().anyMatch(folder -> folder.id().equals(rule) && folder.isCombination());
    }

    /** Whether a rule of this id is live. */
    public boolean isLive(String rule) {
        return folders.stream()
                .anyMatch(folder -> folder.id().equals(rule) && folder.status() == RuleFolder.Status.LIVE);
    }

    /** Whether the rule's status lets it judge and a policy names it. */
    boolean judges(RuleFolder folder) {
        return folder.status().judges() && policies.stream().anyMatch(policy -> policy.names(folder.id()));
    }

    /** The groups that a rule judges; empty where a policy for everyone names it. */
    List<Group> audience(String rule) {
        List<Group> groups = new ArrayList<>();
        for (Policy policy : policies) {
            if (policy.names(rule)) {
                if (policy.group() == null) {
                    return List.of();
                }
                groups.add(policy.group());
            }
        }
        return groups;
    }

    /**
     * Which rules judge a group of people.
     *
     * @param name the file's name
     * @param group the people; null for everyone
     * @param all whether it names every rule
     * @param rules the ids it names otherwise
     */
    public record Policy(String name, @Nullable Group group, boolean all, List<String> rules) {
        boolean names(String rule) {
            return all || rules.contains(rule);
        }
    }
}
