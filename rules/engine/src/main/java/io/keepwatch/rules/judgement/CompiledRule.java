package io.keepwatch.rules.judgement;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.rules.book.Combination;
import io.keepwatch.rules.book.WindowDeclaration;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.drools.core.impl.InternalRuleBase;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;
import org.jspecify.annotations.Nullable;

/** A compiled rule: its rule base, and what its condition looks at. Immutable, shared between threads. */
public final class CompiledRule {
    private final RuleShape shape;
    private final InternalKnowledgeBase ruleBase;
    private final Map<ActivityType, Fact> facts = new EnumMap<>(ActivityType.class);
    private final @Nullable Fact evidenceFact;

    /**
     * How one type of activity is judged, or what was found.
     *
     * @param constructor makes the fact
     * @param conditions the conditions to ask first; null where every fact must be inserted
     */
    record Fact(MethodHandle constructor, @Nullable AlphaConditions conditions) {
        Object make() {
            try {
                return (Object) constructor.invoke();
            } catch (Throwable e) {
                throw new IllegalStateException("a generated fact cannot be made", e);
            }
        }
    }

    CompiledRule(RuleShape shape, InternalKnowledgeBase ruleBase, ClassLoader classes) {
        this.shape = shape;
        this.ruleBase = ruleBase;
        for (ActivityType type : shape.reads().keySet()) {
            facts.put(type, fact(FactSchema.factName(type), classes));
        }
        evidenceFact = shape.overEvidence() == null ? null : fact(FactSchema.EVIDENCE, classes);
    }

    private Fact fact(String name, ClassLoader classes) {
        Class<?> factClass = load(classes, shape.packageName() + "." + name);
        return new Fact(constructor(factClass), AlphaConditions.of((InternalRuleBase) ruleBase, factClass));
    }

    private static Class<?> load(ClassLoader classes, String name) {
        try {
            return classes.loadClass(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("a generated fact is missing: " + name, e);
        }
    }

    private static MethodHandle constructor(Class<?> factClass) {
        try {
            return MethodHandles.publicLookup().findConstructor(factClass, MethodType.methodType(void.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a generated fact has no constructor: " + factClass, e);
        }
    }

    public String id() {
        return shape.source().id();
    }

    /** The types of activity the condition looks at. */
    public Set<ActivityType> types() {
        return Set.copyOf(shape.reads().keySet());
    }

    /** Indexes of the windows the condition reads. */
    public Set<Integer> windows() {
        Set<Integer> windows = new TreeSet<>();
        shape.reads()
                .values()
                .forEach(properties -> properties.forEach(property -> {
                    WindowDeclaration window = property.window();
                    if (window != null) {
                        windows.add(window.index());
                    }
                }));
        return windows;
    }

    /** The attributes of this type that the condition reads, apart from those that windows were fed with. */
    public Set<Attribute> attributes(ActivityType type) {
        Set<Attribute> attributes = EnumSet.noneOf(Attribute.class);
        shape.reads().getOrDefault(type, Set.of()).forEach(property -> attributes.addAll(property.attributes()));
        return attributes;
    }

    /** Whether it raises an alert, rather than evidence alone. */
    public boolean alerts() {
        return shape.alerts();
    }

    public boolean readsProfile() {
        return shape.reads().values().stream().anyMatch(read -> read.stream().anyMatch(FactProperty::profile));
    }

    public boolean readsHr() {
        return shape.reads().values().stream().anyMatch(read -> read.stream().anyMatch(FactProperty::hr));
    }

    /** Whether activities of this type are asked about before a session is entered. */
    boolean askedFirst(ActivityType type) {
        Fact fact = facts.get(type);
        return fact != null && fact.conditions() != null;
    }

    /** What makes it a rule over evidence; null for one over activities. */
    public @Nullable Combination combination() {
        RuleShape.OverEvidence over = shape.overEvidence();
        return over == null ? null : new Combination(shape.source().evidenceWindows(), over.kinds());
    }

    @Nullable
    Fact evidenceFact() {
        return evidenceFact;
    }

    @Nullable
    Fact fact(ActivityType type) {
        return facts.get(type);
    }

    InternalKnowledgeBase ruleBase() {
        return ruleBase;
    }
}
