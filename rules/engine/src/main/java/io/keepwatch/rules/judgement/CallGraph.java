package io.keepwatch.rules.judgement;

import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which methods of a rule's classes call which others of them. Without a circle there is an end to every call. */
final class CallGraph {
    private final String classes;
    private final Map<String, Set<String>> calls = new HashMap<>();

    /** @param classes what the internal names of the rule's classes begin with */
    CallGraph(String classes) {
        this.classes = classes;
    }

    void add(ClassModel model) {
        for (MethodModel method : model.methods()) {
            Set<String> called = calls.computeIfAbsent(
                    name(
                            model.thisClass().asInternalName(),
                            method.methodName().stringValue(),
                            method.methodType().stringValue()),
                    _ -> new HashSet<>());
            method.code().ifPresent(code -> {
                for (CodeElement element : code) {
                    if (element instanceof InvokeInstruction call
                            && call.owner().asInternalName().startsWith(classes)) {
                        called.add(name(
                                call.owner().asInternalName(),
                                call.name().stringValue(),
                                call.type().stringValue()));
                    }
                }
            });
        }
    }

    private static String name(String owner, String name, String type) {
        return owner + '.' + name + type;
    }

    boolean hasCircle() {
        Set<String> ending = new HashSet<>();
        return calls.keySet().stream().anyMatch(method -> comesBack(method, new HashSet<>(), ending));
    }

    /** @param ending methods of which it is known that they end */
    private boolean comesBack(String method, Set<String> above, Set<String> ending) {
        if (ending.contains(method)) {
            return false;
        }
        if (!above.add(method)) {
            return true;
        }
        for (String called : calls.getOrDefault(method, Set.of())) {
            if (comesBack(called, above, ending)) {
                return true;
            }
        }
        above.remove(method);
        ending.add(method);
        return false;
    }
}
