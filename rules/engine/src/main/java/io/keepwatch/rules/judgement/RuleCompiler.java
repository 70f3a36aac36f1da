package io.keepwatch.rules.judgement;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.rules.book.RuleProblem;
import io.keepwatch.rules.book.RuleSetException;
import io.keepwatch.rules.book.WindowDeclaration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.model.codegen.ExecutableModelProject;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;

/**
 * Compiles the conditions of a rule set at run time. In this order, so that nothing of a rule runs before it was looked
 * at: the grammar of the text ({@link RuleGrammar}), compilation to class files, the members these call ({@link
 * MemberGate}), and only then their classes are loaded and each rule gets a rule base of its own.
 */
public final class RuleCompiler {
    static final String PACKAGE = "io.keepwatch.rules.set";
    static final String RAISE = "raise";

    private static final String CONDITION_FOLDER = "src/main/resources/";
    private static final AtomicLong GENERATIONS = new AtomicLong();

    static {
        // The highest level Drools knows; the compiler for rules is its own, not javac.
        System.setProperty("drools.dialect.java.compiler.lnglevel", "21");
    }

    /** Which looks are taken at a rule before it may run. Everything but tests of one gate alone takes both. */
    enum Gate {
        GRAMMAR,
        MEMBERS
    }

    private final List<WindowDeclaration> windows;
    private final Lists lists;
    private final Set<Gate> gates;
    private final CompiledConditions kept;
    private final List<RuleProblem> problems = new ArrayList<>();

    private RuleCompiler(List<WindowDeclaration> windows, Lists lists, Set<Gate> gates, CompiledConditions kept) {
        this.windows = windows;
        this.lists = lists;
        this.gates = gates;
        this.kept = kept;
    }

    /**
     * @param sources the rules that judge
     * @param windows every window of the set, by index
     * @param lists the lists conditions may ask
     * @throws RuleSetException naming rule, file and line of everything that is wrong
     */
    public static CompiledRules compile(List<RuleSource> sources, List<WindowDeclaration> windows, Lists lists)
            throws RuleSetException {
        return compile(sources, windows, lists, CompiledConditions.notKept());
    }

    /**
     * As {@link #compile(List, List, Lists)}, compiling only what was not compiled before.
     *
     * @param kept what earlier compilations left; it is looked at as if it had just been compiled
     * @throws RuleSetException naming rule, file and line of everything that is wrong
     */
    public static CompiledRules compile(
            List<RuleSource> sources, List<WindowDeclaration> windows, Lists lists, CompiledConditions kept)
            throws RuleSetException {
        return compile(sources, windows, lists, Set.of(Gate.values()), kept);
    }

    /**
     * Looks at a rule that does not judge (yet, or any more) without compiling it.
     *
     * @return what is wrong with it
     */
    public static List<RuleProblem> check(RuleSource source, Lists lists) {
        List<RuleProblem> problems = new ArrayList<>();
        RuleGrammar.check(source, lists, problems);
        return problems;
    }

    static CompiledRules compile(
            List<RuleSource> sources, List<WindowDeclaration> windows, Lists lists, Set<Gate> gates)
            throws RuleSetException {
        return compile(sources, windows, lists, gates, CompiledConditions.notKept());
    }

    static CompiledRules compile(
            List<RuleSource> sources,
            List<WindowDeclaration> windows,
            Lists lists,
            Set<Gate> gates,
            CompiledConditions kept)
            throws RuleSetException {
        // Drools finds its parts by the thread's loader, which a pool's thread may have none of.
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(RuleCompiler.class.getClassLoader());
        try {
            return new RuleCompiler(windows, lists, gates, kept).compile(sources);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private CompiledRules compile(List<RuleSource> sources) throws RuleSetException {
        List<RuleShape> shapes = new ArrayList<>();
        for (RuleSource source : sources) {
            List<RuleProblem> found = new ArrayList<>();
            RuleShape shape = RuleGrammar.check(source, lists, found);
            if (shape != null) {
                shapes.add(shape);
            } else if (gates.contains(Gate.GRAMMAR)) {
                problems.addAll(found);
            } else {
                shapes.add(RuleShape.ofEveryType(source));
            }
        }
        throwIfProblems();
        Map<String, byte[]> facts = new HashMap<>();
        Map<String, byte[]> compiled = new HashMap<>();
        Map<RuleShape, String> missing = new LinkedHashMap<>();
        Set<String> keys = new HashSet<>();
        for (RuleShape shape : shapes) {
            Map<String, byte[]> factsOfRule = factClasses(shape);
            facts.putAll(factsOfRule);
            String key = CompiledConditions.key(compiledText(shape), factsOfRule);
            keys.add(key);
            Map<String, byte[]> found = usable(kept.find(key, folder(shape)), shape);
            if (found == null) {
                missing.put(shape, key);
            } else {
                compiled.putAll(found);
            }
        }
        SetClassLoader factLoader = new SetClassLoader(RuleCompiler.class.getClassLoader(), facts);
        Map<String, byte[]> fresh = missing.isEmpty() ? Map.of() : compile(List.copyOf(missing.keySet()), factLoader);
        throwIfProblems();
        compiled.putAll(fresh);
        if (gates.contains(Gate.MEMBERS)) {
            MemberGate.check(compiled, path -> shapeOf(path, shapes), problems);
        }
        throwIfProblems();
        missing.forEach((shape, key) -> kept.keep(key, of(shape, fresh)));
        kept.retain(keys);
        return CompiledRules.load(shapes, windows, lists, new SetClassLoader(factLoader, compiled));
    }

    /** What was kept, unless it is not what this rule was compiled to: then it is compiled anew, and that is judged. */
    private @Nullable Map<String, byte[]> usable(@Nullable Map<String, byte[]> found, RuleShape shape) {
        if (found == null || !gates.contains(Gate.MEMBERS)) {
            return found;
        }
        List<RuleProblem> planted = new ArrayList<>();
        MemberGate.check(found, path -> shape, planted);
        return planted.isEmpty() ? found : null;
    }

    private static Map<String, byte[]> factClasses(RuleShape shape) {
        Map<String, byte[]> classes = new HashMap<>();
        classes.put(
                SetClassLoader.path(shape.packageName() + "." + FactSchema.ANY),
                FactClasses.generateAny(shape.packageName()));
        for (ActivityType type : shape.reads().keySet()) {
            classes.put(
                    SetClassLoader.path(shape.packageName() + "." + FactSchema.factName(type)),
                    FactClasses.generate(
                            shape.packageName(),
                            type,
                            FactSchema.properties(type, shape.source().windows())
                                    .values()));
        }
        if (shape.overEvidence() != null) {
            classes.put(
                    SetClassLoader.path(shape.packageName() + "." + FactSchema.EVIDENCE),
                    FactClasses.generateEvidence(
                            shape.packageName(),
                            FactSchema.ofEvidence(shape.source().evidenceWindows())
                                    .values()));
        }
        return classes;
    }

    private static String compiledText(RuleShape shape) {
        return RuleGrammar.compiled(shape.packageName(), shape.source().drl());
    }

    /** Where everything compiled for this rule lies. */
    private static String folder(RuleShape shape) {
        return shape.packageName().replace('.', '/') + "/";
    }

    private static Map<String, byte[]> of(RuleShape shape, Map<String, byte[]> classFiles) {
        Map<String, byte[]> ofRule = new HashMap<>(classFiles);
        ofRule.keySet().removeIf(path -> !path.startsWith(folder(shape)));
        return ofRule;
    }

    /** Class files by path. Drools' repository of modules forgets the set at once; nothing of it stays behind. */
    private Map<String, byte[]> compile(List<RuleShape> shapes, SetClassLoader facts) {
        KieServices services = KieServices.get();
        ReleaseId release = services.newReleaseId(PACKAGE, "set", "1.0." + GENERATIONS.incrementAndGet());
        try {
            KieFileSystem files = services.newKieFileSystem();
            files.generateAndWritePomXML(release);
            for (RuleShape shape : shapes) {
                files.write(CONDITION_FOLDER + folder(shape) + "rule.drl", compiledText(shape));
            }
            KieBuilder builder = services.newKieBuilder(files, facts).buildAll(ExecutableModelProject.class);
            for (Message message : builder.getResults().getMessages(Message.Level.ERROR)) {
                problem(message, shapes);
            }
            return problems.isEmpty() ? classFiles((InternalKieModule) builder.getKieModule(), shapes) : Map.of();
        } catch (RuntimeException | StackOverflowError e) {
            // The builder throws on some texts instead of reporting them: compiled alone, the guilty one shows.
            blame(shapes, facts, e);
            return Map.of();
        } finally {
            services.getRepository().removeKieModule(release);
        }
    }

    private void blame(List<RuleShape> shapes, SetClassLoader facts, Throwable failure) {
        if (shapes.size() == 1) {
            RuleShape shape = shapes.getFirst();
            problems.add(new RuleProblem(
                    shape.source().id(), shape.source().file(), shape.line(), "cannot be compiled: " + failure));
            return;
        }
        for (RuleShape shape : shapes) {
            compile(List.of(shape), facts);
        }
        if (problems.isEmpty()) {
            problems.add(new RuleProblem(null, "catalogue", 0, "cannot be compiled together: " + failure));
        }
    }

    /** What lies in the rules' own folders; Drools adds a list of models that nobody loads. */
    private static Map<String, byte[]> classFiles(InternalKieModule module, List<RuleShape> shapes) {
        Map<String, byte[]> classes = new HashMap<>();
        for (String file : module.getFileNames()) {
            if (file.endsWith(".class") && shapeOf(file, shapes) != null) {
                classes.put(file, module.getBytes(file));
            }
        }
        return classes;
    }

    /** Generated sources of a rule lie in its package, so a complaint about them still names the rule. */
    private void problem(Message message, List<RuleShape> shapes) {
        RuleShape shape = shapeOf(String.valueOf(message.getPath()), shapes);
        String text = String.valueOf(message.getText());
        if (text.startsWith("Java source of")) {
            return;
        }
        if (shape == null) {
            problems.add(new RuleProblem(null, String.valueOf(message.getPath()), message.getLine(), text));
            return;
        }
        boolean inCondition = message.getPath().endsWith(".drl") && message.getLine() > 0;
        problems.add(new RuleProblem(
                shape.source().id(), shape.source().file(), inCondition ? message.getLine() : shape.line(), text));
    }

    private static @Nullable RuleShape shapeOf(String path, List<RuleShape> shapes) {
        return shapes.stream()
                .filter(shape -> path.contains(folder(shape)))
                .findFirst()
                .orElse(null);
    }

    private void throwIfProblems() throws RuleSetException {
        if (!problems.isEmpty()) {
            throw new RuleSetException(problems);
        }
    }
}
