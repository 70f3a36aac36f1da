package io.keepwatch.rules.judgement;

import io.keepwatch.rules.book.Rule;
import io.keepwatch.rules.book.RuleProblem;
import io.keepwatch.rules.book.RuleSetException;
import io.keepwatch.rules.book.WindowDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;
import org.drools.model.Model;
import org.drools.modelcompiler.KieBaseBuilder;

/** A compiled rule set. Immutable, shared between threads; nothing outside refers to it, so letting it go is enough. */
public final class CompiledRules {
    private final List<CompiledRule> rules;
    private final List<WindowDeclaration> windows;
    private final Lists lists;

    private CompiledRules(List<CompiledRule> rules, List<WindowDeclaration> windows, Lists lists) {
        this.rules = List.copyOf(rules);
        this.windows = windows;
        this.lists = lists;
    }

    /** Loads the classes and makes a rule base for each rule, so that no rule can disturb another. */
    static CompiledRules load(
            List<RuleShape> shapes, List<WindowDeclaration> windows, Lists lists, SetClassLoader classes)
            throws RuleSetException {
        Map<String, Model> models = new TreeMap<>();
        for (String name : classes.classNames()) {
            Object loaded = modelOrNothing(classes, name);
            if (loaded instanceof Model model) {
                models.put(model.getPackageName(), model);
            }
        }
        List<CompiledRule> rules = new ArrayList<>();
        for (RuleShape shape : shapes) {
            Model model = models.get(shape.packageName());
            if (model == null) {
                throw new RuleSetException(new RuleProblem(
                        shape.source().id(), shape.source().file(), shape.line(), "compiled to nothing"));
            }
            try {
                InternalKnowledgeBase ruleBase = KieBaseBuilder.createKieBaseFromModel(model);
                rules.add(new CompiledRule(shape, ruleBase, classes));
            } catch (RuntimeException | LinkageError | StackOverflowError e) {
                throw new RuleSetException(new RuleProblem(
                        shape.source().id(), shape.source().file(), shape.line(), "cannot be loaded: " + e));
            }
        }
        return new CompiledRules(rules, windows, lists);
    }

    private static Object modelOrNothing(SetClassLoader classes, String name) {
        try {
            Class<?> loaded = classes.loadClass(name);
            return Model.class.isAssignableFrom(loaded)
                    ? loaded.getDeclaredConstructor().newInstance()
                    : name;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a compiled model cannot be made: " + name, e);
        }
    }

    /** The lists that conditions ask. */
    public Lists lists() {
        return lists;
    }

    /** In the order of the sources. */
    public List<CompiledRule> rules() {
        return rules;
    }

    /**
     * @param judging the rules as alerts name them, in the order of {@link #rules()}
     * @param off ids of rules that are not asked at all
     */
    public Judge newJudge(List<Rule> judging, Set<String> off) {
        return new SessionJudge(rules, judging, new EventView(windows, lists), true, off);
    }

    /** As {@link #newJudge(List, Set)}, of what was found. */
    public CombinationJudge newCombinationJudge(List<Rule> judging, Set<String> off) {
        return new SessionCombinationJudge(rules, judging, off);
    }

    /** @param askFirst false to insert every activity, as if no rule could be asked before: the slow truth, for tests */
    Judge newJudge(List<Rule> judging, boolean askFirst) {
        return new SessionJudge(rules, judging, new EventView(windows, lists), askFirst, Set.of());
    }
}
