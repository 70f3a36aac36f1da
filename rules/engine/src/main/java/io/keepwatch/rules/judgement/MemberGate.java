package io.keepwatch.rules.judgement;

import io.keepwatch.rules.book.RuleProblem;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The second gate: which members compiled rules may use. It looks at class files, so no spelling of the text gets
 * around it, and stands between compilation and loading, so nothing has run yet. Members are allowed, not classes; no
 * backward branch, no calls in a circle, no monitor and no large array, so that what a rule runs ends by construction, and
 * soon.
 */
final class MemberGate {
    /** What conditions, consequences and the code that Drools generates around them use. */
    private static final Set<String> MEMBERS = Set.of(
            "io/keepwatch/rules/judgement/Raise.alert",
            "io/keepwatch/rules/judgement/Raise.evidence",
            "java/lang/Boolean.TYPE",
            "java/lang/Boolean.valueOf",
            "java/lang/Double.TYPE",
            "java/lang/Double.valueOf",
            "java/lang/Enum.<init>",
            "java/lang/Enum.valueOf",
            "java/lang/Integer.TYPE",
            "java/lang/Integer.valueOf",
            "java/lang/Long.TYPE",
            "java/lang/Long.valueOf",
            "java/lang/Object.<init>",
            "java/lang/RuntimeException.<init>",
            "java/lang/String.equals",
            "java/lang/String.hashCode",
            "java/lang/System.arraycopy",
            "java/time/Duration.ofDays",
            "java/time/Duration.ofHours",
            "java/time/Duration.ofMinutes",
            "java/time/Duration.ofSeconds",
            "java/time/Instant.parse",
            "java/time/LocalDate.of",
            "java/time/LocalDate.parse",
            "java/time/LocalTime.of",
            "java/time/LocalTime.parse",
            "java/time/format/DateTimeFormatterBuilder.<init>",
            "java/time/format/DateTimeFormatterBuilder.appendPattern",
            "java/time/format/DateTimeFormatterBuilder.parseCaseInsensitive",
            "java/time/format/DateTimeFormatterBuilder.toFormatter",
            "java/util/ArrayList.<init>",
            "java/util/Arrays.asList",
            "java/util/Collections.emptyList",
            "java/util/List.add",
            "java/util/Locale.ENGLISH",
            "org/drools/model/DomainClassMetadata.getPropertyIndex",
            "org/drools/model/PatternDSL$PatternDef.expr",
            "org/drools/model/consequences/ConsequenceBuilder$_1.execute",
            "org/drools/model/functions/PredicateInformation.<init>",
            "org/drools/model/functions/PredicateInformation.addRuleNames",
            "org/drools/model/impl/RuleBuilder.build",
            "org/drools/model/operators/ContainsOperator.INSTANCE",
            "org/drools/model/operators/InOperator.INSTANCE",
            "org/drools/model/operators/MemberOfOperator.INSTANCE",
            "org/drools/modelcompiler/dsl/pattern/D.alphaIndexedBy",
            "org/drools/modelcompiler/dsl/pattern/D.and",
            "org/drools/modelcompiler/dsl/pattern/D.declarationOf",
            "org/drools/modelcompiler/dsl/pattern/D.eval",
            "org/drools/modelcompiler/dsl/pattern/D.globalOf",
            "org/drools/modelcompiler/dsl/pattern/D.on",
            "org/drools/modelcompiler/dsl/pattern/D.or",
            "org/drools/modelcompiler/dsl/pattern/D.pattern",
            "org/drools/modelcompiler/dsl/pattern/D.reactOn",
            "org/drools/modelcompiler/dsl/pattern/D.rule",
            "org/drools/util/DateUtils.getDateFormatMask");

    /** All of these owners' members: Drools' null-safe comparisons, and constants. */
    private static final List<String> OWNERS = List.of(
            "org/drools/modelcompiler/util/EvaluationUtil.",
            "org/drools/model/Index$ConstraintType.",
            "java/time/DayOfWeek.");

    /** What a fact inherits and no rule needs. */
    private static final Set<String> NOT_OF_FACTS =
            Set.of("getClass", "wait", "notify", "notifyAll", "clone", "finalize", "look");

    /** Joining texts: a text joined with itself grows beyond all memory in forty lines. */
    private static final String CONCATENATION = "java/lang/invoke/StringConcatFactory.makeConcatWithConstants";
    /** What Drools generates of the facts' properties; it joins texts to complain of a property nobody knows. */
    private static final String COMPLAINING = "/DomainClassesMetadata";

    /** Longest array that code may make. */
    private static final int MOST_ITEMS = 64;

    private static final String RULES = RuleCompiler.PACKAGE.replace('.', '/') + "/";
    private static final String RAISE = Raise.class.getName().replace('.', '/');
    /** Types that class constants may name: property types of facts. */
    private static final List<String> CLASS_CONSTANTS = List.of("java/lang/", "java/time/", "java/util/List", RULES);

    private MemberGate() {}

    /**
     * @param classFiles what was compiled, by path
     * @param ruleOf finds the rule a path belongs to
     * @param problems takes what is wrong
     */
    static void check(
            Map<String, byte[]> classFiles, Function<String, @Nullable RuleShape> ruleOf, List<RuleProblem> problems) {
        Map<RuleShape, CallGraph> calls = new LinkedHashMap<>();
        for (Map.Entry<String, byte[]> entry : new TreeMap<>(classFiles).entrySet()) {
            RuleShape rule = ruleOf.apply(entry.getKey());
            if (rule == null) {
                problems.add(new RuleProblem(null, entry.getKey(), 0, "belongs to no rule"));
                continue;
            }
            ClassModel model = ClassFile.of().parse(entry.getValue());
            Set<String> forbidden = new TreeSet<>();
            forbidden(model, forbidden);
            calls.computeIfAbsent(rule, _ -> new CallGraph(RULES)).add(model);
            forbidden.forEach(what -> problems.add(problem(rule, what)));
        }
        calls.forEach((rule, graph) -> {
            if (graph.hasCircle()) {
                problems.add(problem(rule, "calls that come back to themselves"));
            }
        });
    }

    private static RuleProblem problem(RuleShape rule, String what) {
        return new RuleProblem(rule.source().id(), rule.source().file(), rule.line(), "a rule may not use " + what);
    }

    private static void forbidden(ClassModel model, Set<String> forbidden) {
        for (MethodModel method : model.methods()) {
            if (method.flags().has(AccessFlag.SYNCHRONIZED) || method.flags().has(AccessFlag.NATIVE)) {
                forbidden.add("a synchronized or native method");
            }
            boolean complaining = model.thisClass().asInternalName().contains(COMPLAINING);
            boolean copying = isEnum(model) && method.methodName().equalsString("values");
            method.code().ifPresent(code -> forbidden(code, complaining, copying, forbidden));
        }
    }

    private static boolean isEnum(ClassModel model) {
        return model.superclass()
                .map(above -> above.asInternalName().equals("java/lang/Enum"))
                .orElse(false);
    }

    /**
     * @param complaining whether it is generated to complain of what nobody knows, and may join texts
     * @param copying whether it is generated to copy the values of an enum, and may make an array for them
     */
    private static void forbidden(CodeModel code, boolean complaining, boolean copying, Set<String> forbidden) {
        Set<Label> passed = new HashSet<>();
        CodeElement before = null;
        for (CodeElement element : code) {
            if (!copying && isLargeArray(element, before)) {
                forbidden.add("an array");
            }
            before = element instanceof Instruction ? element : before;
            switch (element) {
                case LabelTarget target -> passed.add(target.label());
                case BranchInstruction branch -> loop(branch.target(), passed, forbidden);
                case LookupSwitchInstruction choice -> {
                    loop(choice.defaultTarget(), passed, forbidden);
                    choice.cases().forEach(one -> loop(one.target(), passed, forbidden));
                }
                case TableSwitchInstruction choice -> {
                    loop(choice.defaultTarget(), passed, forbidden);
                    choice.cases().forEach(one -> loop(one.target(), passed, forbidden));
                }
                case MonitorInstruction _ -> forbidden.add("a monitor");
                case InvokeInstruction call -> member(call.owner(), call.name().stringValue(), forbidden);
                case FieldInstruction field ->
                    member(field.owner(), field.name().stringValue(), forbidden);
                case NewObjectInstruction made -> member(made.className(), "<init>", forbidden);
                case InvokeDynamicInstruction dynamic -> {
                    var bootstrap = dynamic.bootstrapMethod();
                    String member = internal(bootstrap.owner()) + "." + bootstrap.methodName();
                    if (!member.equals(CONCATENATION) || !complaining) {
                        member(member, forbidden);
                    }
                }
                case ConstantInstruction.LoadConstantInstruction load -> {
                    if (load.constantEntry() instanceof ClassEntry constant) {
                        String name = constant.asInternalName();
                        if (CLASS_CONSTANTS.stream().noneMatch(name::startsWith) && !name.equals(RAISE)) {
                            forbidden.add(name + ".class");
                        }
                    }
                }
                default -> {
                    // Arithmetic, locals, returns.
                }
            }
        }
    }

    /** Small arrays of a length that is written out carry the arguments of what Drools generates. */
    private static boolean isLargeArray(CodeElement element, @Nullable CodeElement before) {
        return switch (element) {
            case NewMultiArrayInstruction _ -> true;
            case NewPrimitiveArrayInstruction _, NewReferenceArrayInstruction _ ->
                !(before instanceof ConstantInstruction length
                        && length.constantValue() instanceof Integer items
                        && items <= MOST_ITEMS);
            default -> false;
        };
    }

    private static void loop(Label target, Set<Label> passed, Set<String> forbidden) {
        if (passed.contains(target)) {
            forbidden.add("a loop");
        }
    }

    private static void member(ClassEntry owner, String name, Set<String> forbidden) {
        member(owner.asInternalName() + "." + name, forbidden);
    }

    private static void member(String member, Set<String> forbidden) {
        boolean ownClass = member.startsWith(RULES) || member.startsWith("[L" + RULES);
        boolean allowed = ownClass
                ? !NOT_OF_FACTS.contains(member.substring(member.lastIndexOf('.') + 1))
                : MEMBERS.contains(member) || OWNERS.stream().anyMatch(member::startsWith);
        if (!allowed) {
            forbidden.add(member);
        }
    }

    private static String internal(ClassDesc type) {
        String descriptor = type.descriptorString();
        return descriptor.substring(1, descriptor.length() - 1);
    }
}
