package io.keepwatch.rules.score;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says everything that is wrong with the multipliers. */
final class ContextCheck {
    private static final double MOST = 1_000;

    private final ContextModel context;
    private final List<ModelProblem> problems;

    ContextCheck(ContextModel context, List<ModelProblem> problems) {
        this.context = context;
        this.problems = problems;
    }

    void check() {
        if (!(context.cap() >= 1 && context.cap() <= MOST)) {
            problem("cap", "expected 1 to " + (long) MOST + ", found " + context.cap());
        }
        Map<String, Double> multipliers = new HashMap<>();
        for (ContextModel.Factor factor : context.factors()) {
            String path = "factors." + factor.name();
            if (multipliers.put(factor.name(), factor.multiplier()) != null) {
                problem(path, "is given twice");
            }
            if (!(factor.multiplier() > 1 && factor.multiplier() <= MOST)) {
                problem(
                        path + ".multiplier",
                        "expected above 1, at most " + (long) MOST + ", found " + factor.multiplier());
            }
        }
        Set<String> grouped = new HashSet<>();
        for (int i = 0; i < context.correlated().size(); i++) {
            Set<Double> values = new HashSet<>();
            List<String> group = context.correlated().get(i);
            for (int j = 0; j < group.size(); j++) {
                String path = "correlated[" + i + "][" + j + "]";
                Double multiplier = multipliers.get(group.get(j));
                if (multiplier == null) {
                    problem(path, "no such factor: " + group.get(j));
                } else if (!grouped.add(group.get(j))) {
                    problem(path, "is in a group already");
                } else if (!values.add(multiplier)) {
                    problem(
                            path,
                            "multiplies by as much as another of its group, so that nobody could say which counts");
                }
            }
        }
    }

    private void problem(String field, String reason) {
        problems.add(new ModelProblem("context." + field, reason));
    }
}
