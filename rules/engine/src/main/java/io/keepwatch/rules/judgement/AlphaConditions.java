package io.keepwatch.rules.judgement;

import java.util.ArrayList;
import java.util.List;
import org.drools.base.base.ClassObjectType;
import org.drools.base.reteoo.InitialFactImpl;
import org.drools.core.impl.InternalRuleBase;
import org.drools.core.reteoo.AlphaNode;
import org.drools.core.reteoo.LeftInputAdapterNode;
import org.drools.core.reteoo.LeftTupleSink;
import org.drools.core.reteoo.ObjectSink;
import org.drools.core.reteoo.ObjectTypeNode;
import org.drools.core.reteoo.RuleTerminalNode;
import org.drools.model.constraints.SingleConstraint1;
import org.drools.model.functions.Predicate1;
import org.drools.modelcompiler.constraints.LambdaConstraint;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of one rule for one class of fact, taken from the compiled network of its rule base: object type →
 * constraints on the fact alone → terminal. Asking them costs a fraction of inserting the fact; the answer is the
 * network's own, because the predicates are.
 */
final class AlphaConditions {
    /** Each alternative: all of these must hold. */
    private final Predicate1<Object>[][] alternatives;

    private AlphaConditions(List<List<Predicate1<Object>>> alternatives) {
        this.alternatives = toArray(alternatives);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Predicate1<Object>[][] toArray(List<List<Predicate1<Object>>> alternatives) {
        return alternatives.stream()
                .map(predicates -> predicates.toArray(new Predicate1[0]))
                .toArray(Predicate1[][]::new);
    }

    /**
     * Reads the network.
     *
     * @return null where the network holds anything but constraints on single facts between object type and terminal
     *     (joins, {@code not}, accumulate, …): then only the network itself can answer, and every fact must be inserted
     */
    static @Nullable AlphaConditions of(InternalRuleBase ruleBase, Class<?> factClass) {
        List<List<Predicate1<Object>>> alternatives = new ArrayList<>();
        for (ObjectTypeNode node : ruleBase.getRete().getObjectTypeNodes()) {
            Class<?> nodeClass = ((ClassObjectType) node.getObjectType()).getClassType();
            boolean initialFact = nodeClass == InitialFactImpl.class;
            if (initialFact && node.getObjectSinkPropagator().getSinks().length > 0) {
                return null;
            }
            if (nodeClass.isAssignableFrom(factClass)
                    && !collect(node.getObjectSinkPropagator().getSinks(), List.of(), alternatives)) {
                return null;
            }
        }
        return new AlphaConditions(alternatives);
    }

    private static boolean collect(
            ObjectSink[] sinks, List<Predicate1<Object>> above, List<List<Predicate1<Object>>> alternatives) {
        for (ObjectSink sink : sinks) {
            switch (sink) {
                case AlphaNode alpha -> {
                    Predicate1<Object> predicate = predicate(alpha);
                    if (predicate == null) {
                        return false;
                    }
                    List<Predicate1<Object>> path = new ArrayList<>(above);
                    path.add(predicate);
                    if (!collect(alpha.getObjectSinkPropagator().getSinks(), path, alternatives)) {
                        return false;
                    }
                }
                case LeftInputAdapterNode adapter -> {
                    for (LeftTupleSink end : adapter.getSinkPropagator().getSinks()) {
                        if (!(end instanceof RuleTerminalNode)) {
                            return false;
                        }
                        alternatives.add(above);
                    }
                }
                default -> {
                    return false;
                }
            }
        }
        return true;
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Predicate1<Object> predicate(AlphaNode alpha) {
        return alpha.getConstraint() instanceof LambdaConstraint lambda
                        && lambda.getEvaluator().getConstraint() instanceof SingleConstraint1<?> constraint
                ? constraint.getPredicate1()
                : null;
    }

    /**
     * Whether the rule matches this fact.
     *
     * @throws Exception whatever a condition throws
     */
    boolean hold(Object fact) throws Exception {
        for (Predicate1<Object>[] alternative : alternatives) {
            if (hold(alternative, fact)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hold(Predicate1<Object>[] predicates, Object fact) throws Exception {
        for (Predicate1<Object> predicate : predicates) {
            if (!predicate.test(fact)) {
                return false;
            }
        }
        return true;
    }
}
