package io.keepwatch.rules.judgement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.rules.book.RuleSetException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Attack rules are refused before any of their code runs (reliability §5), by each gate alone")
class ContainmentTest {
    static final String TRAP = "io.keepwatch.rules.judgement.Trap.spring()";

    @BeforeEach
    void reset() {
        Trap.reset();
    }

    /** What the grammar must refuse: everything beyond plain rules, harmless or not. */
    static Stream<Arguments> unplain() {
        return Stream.concat(
                hostile(),
                Stream.of(
                        attack("timer", "rule \"bad\" timer( int: 1s ) when UsbWrite() then raise.alert(); end"),
                        attack("no-loop", "rule \"bad\" no-loop true when UsbWrite() then raise.alert(); end"),
                        attack(
                                "agenda group",
                                "rule \"bad\" agenda-group \"x\" when UsbWrite() then raise.alert(); end"),
                        attack(
                                "activation group",
                                "rule \"bad\" activation-group \"x\" when UsbWrite() then raise.alert(); end"),
                        attack(
                                "expiry",
                                "rule \"bad\" date-expires \"1-Jan-2020\" when UsbWrite() then raise.alert(); end"),
                        attack("salience", "rule \"bad\" salience 5 when UsbWrite() then raise.alert(); end"),
                        attack("mvel", "rule \"bad\" dialect \"mvel\" when UsbWrite() then raise.alert(); end"),
                        attack(
                                "annotation",
                                "rule \"bad\" @Propagation(EAGER) when UsbWrite() then raise.alert(); end"),
                        attack(
                                "declare",
                                "declare Mine x : int end rule \"bad\" when UsbWrite() then raise.alert(); end"),
                        attack(
                                "global",
                                "global java.util.List all; rule \"bad\" when UsbWrite() then raise.alert(); end"),
                        attack(
                                "query",
                                "query \"q\" UsbWrite() end rule \"bad\" when UsbWrite() then raise.alert(); end"),
                        attack(
                                "two rules",
                                "rule \"bad\" when UsbWrite() then raise.alert(); end "
                                        + "rule \"more\" when UsbWrite() then raise.alert(); end"),
                        attack("another name", "rule \"good\" when UsbWrite() then raise.alert(); end"),
                        attack("not", "rule \"bad\" when not UsbWrite() then raise.alert(); end"),
                        attack("join", "rule \"bad\" when UsbWrite() UsbWrite() then raise.alert(); end"),
                        attack("empty condition", "rule \"bad\" when then raise.alert(); end"),
                        attack(
                                "entry point",
                                "rule \"bad\" when UsbWrite() from entry-point \"x\" then raise.alert(); end"),
                        attack("window", "rule \"bad\" when UsbWrite() over window:time( 1h ) then raise.alert(); end"),
                        attack(
                                "accumulate",
                                "rule \"bad\" when accumulate( UsbWrite( $b : bytes ); $s : sum( $b ) ) "
                                        + "then raise.alert(); end"),
                        attack("extends", "rule \"bad\" extends \"other\" when UsbWrite() then raise.alert(); end"),
                        attack("hostile pattern", condition("device matches \"(a+)+b\"")),
                        attack("method on a property", condition("device.length() > 3")),
                        attack("assignment", condition("( user = \"x\" ) == \"x\"")),
                        attack("lambda", condition("java.util.List.of( 1 ).stream().anyMatch( x -> true )")),
                        attack("unknown property", condition("recipients > 3")),
                        attack("property of another type", condition("classified")),
                        attack("unknown list", condition("listed( \"nowhere\", device )")),
                        attack("unknown fact", "rule \"bad\" when String() then raise.alert(); end"),
                        attack("halt", consequence("drools.halt(); raise.alert();")),
                        attack("no alert", consequence("")),
                        attack(
                                "many alternatives",
                                "rule \"bad\" when UsbWrite()" + " or UsbWrite()".repeat(16)
                                        + " then raise.alert(); end"),
                        attack("long text", condition("bytes > 1" + " || bytes > 1".repeat(2_000))),
                        attack("deep text", condition("(".repeat(5_000) + "bytes" + ")".repeat(5_000) + " > 1")),
                        attack("syntax", "rule \"bad\" when UsbWrite( bytes > ) then raise.alert(); end"),
                        attack("no rule", "")));
    }

    /** What reaches beyond the fact, in every place code can stand. */
    static Stream<Arguments> hostile() {
        return Stream.of(
                attack("exit in a consequence", consequence("System.exit( 1 );")),
                attack("trap in a consequence", consequence(TRAP + "; raise.alert();")),
                attack("trap in a constraint", condition(TRAP + " > 0")),
                attack("trap in an argument", condition("bytes > Math.abs( " + TRAP + " )")),
                attack("trap in eval", "rule \"bad\" when UsbWrite() eval( " + TRAP + " > 0 ) then raise.alert(); end"),
                attack(
                        "trap in salience",
                        "rule \"bad\" salience ( " + TRAP + " ) when UsbWrite() then raise.alert(); end"),
                attack(
                        "trap in enabled",
                        "rule \"bad\" enabled ( " + TRAP + " > 0 ) when UsbWrite() then raise.alert(); end"),
                attack("trap in from", "rule \"bad\" when Integer() from " + TRAP + " then raise.alert(); end"),
                attack("trap in a function", "function int f() { return " + TRAP + "; } " + condition("f() > 0")),
                attack(
                        "imported trap",
                        "import function io.keepwatch.rules.judgement.Trap.spring; " + condition("spring() > 0")),
                attack(
                        "static import",
                        "import static io.keepwatch.rules.judgement.Trap.*; " + condition("spring() > 0")),
                attack("unicode escape", consequence("\\u0053ystem.exit( 1 );")),
                attack("exec", condition("Runtime.getRuntime().exec( \"true\" ) != null")),
                attack("reflection", condition("Class.forName( \"java.lang.Runtime\" ) != null")),
                attack("class of the fact", condition("this.getClass().getClassLoader() != null")),
                attack("file", consequence("new java.io.File( \"/tmp/x\" ).delete(); raise.alert();")),
                attack(
                        "network",
                        consequence("try { new java.net.Socket( \"localhost\", 1 ); } catch ( Exception e ) {} ")),
                attack("loop", consequence("while ( true ) { raise.alert(); }")),
                attack("for loop", consequence("for ( int i = 0; i < 5; i++ ) raise.alert();")),
                attack("thread", consequence("new Thread( () -> {} ).start();")),
                attack("anonymous class", consequence("new Object() { { " + TRAP + "; } }; raise.alert();")),
                attack("monitor", consequence("synchronized ( raise ) { raise.alert(); }")),
                attack("clock", condition("System.currentTimeMillis() > 0")),
                attack("random", condition("Math.random() > 0.5")),
                attack("environment", condition("System.getenv( \"PATH\" ) != null")),
                attack("delete", "rule \"bad\" when $e : UsbWrite() then delete( $e ); end"),
                attack("insert", consequence("insert( \"x\" );")),
                attack("context", consequence("kcontext.getKieRuntime().halt();")),
                attack("do loop", consequence("do { raise.alert(); } while ( true );")),
                attack("loop with labels", consequence("a: while ( true ) { while ( true ) { continue a; } }")),
                attack("recursion", "function int f( int n ) { return f( n + 1 ); } " + condition("f( 1 ) > 0")),
                attack(
                        "recursion that doubles",
                        "function int f( int n ) { return n == 0 ? 1 : f( n - 1 ) + f( n - 1 ); } "
                                + condition("f( 90 ) > 0")),
                attack(
                        "two functions that call each other",
                        "function int f( int n ) { return g( n ); } function int g( int n ) { return f( n ); } "
                                + condition("f( 1 ) > 0")),
                attack("large array", consequence("long[] all = new long[ 1000000000 ]; raise.alert();")),
                attack("array of arrays", consequence("long[][] all = new long[ 50 ][ 50 ]; raise.alert();")),
                attack("text that doubles", consequence("String s = \"grow\" + raise; " + "s = s + s; ".repeat(40))),
                attack("long text", condition("\"x\".repeat( 1000000000 ) != null")),
                attack("format", condition("String.format( \"%999999999d\", 1 ) != null")),
                attack("stream", condition("java.util.stream.IntStream.range( 0, 9 ).sum() > 0")),
                attack("lambda", consequence("Runnable r = () -> System.exit( 1 ); r.run();")),
                attack("method reference", consequence("Runnable r = System::gc; r.run();")),
                attack("sleep", consequence("try { Thread.sleep( 100000 ); } catch ( Exception e ) {}")),
                attack("wait", consequence("try { raise.wait(); } catch ( Exception e ) {}")),
                attack("executor", consequence("java.util.concurrent.Executors.newCachedThreadPool();")),
                attack("future", consequence("java.util.concurrent.CompletableFuture.runAsync( null );")),
                attack("timer thread", consequence("new java.util.Timer().cancel();")),
                attack("halt the machine", consequence("Runtime.getRuntime().halt( 1 );")),
                attack("shutdown hook", consequence("Runtime.getRuntime().addShutdownHook( null );")),
                attack("process builder", consequence("new ProcessBuilder( \"true\" ).command();")),
                attack("read a file", condition("new java.io.FileReader( \"/etc/passwd\" ) != null")),
                attack("read a path", condition("java.nio.file.Path.of( \"/etc/passwd\" ).toFile().exists()")),
                attack("delete on exit", consequence("new java.io.File( \"/tmp/x\" ).deleteOnExit();")),
                attack(
                        "name lookup",
                        consequence("try { java.net.InetAddress.getByName( \"x\" ); } catch ( Exception e ) {}")),
                attack("url", consequence("try { new java.net.URL( \"http://x\" ); } catch ( Exception e ) {}")),
                attack("load a library", consequence("System.load( \"/tmp/x.so\" );")),
                attack("set a property", consequence("System.setProperty( \"x\", \"y\" );")),
                attack("read a property", condition("System.getProperty( \"user.home\" ) != null")),
                attack("print", consequence("System.out.println( \"x\" );")),
                attack("nanoseconds", condition("System.nanoTime() > 0")),
                attack("now", condition("Instant.now() != null")),
                attack("today", condition("LocalDate.now() != null")),
                attack("secure random", condition("new java.security.SecureRandom().nextInt() > 0")),
                attack("uuid", condition("java.util.UUID.randomUUID() != null")),
                attack("class loader", condition("ClassLoader.getSystemClassLoader() != null")),
                attack("class of the rule interface", condition("raise.getClass() != null")),
                attack("method handles", condition("java.lang.invoke.MethodHandles.lookup() != null")),
                attack("service loader", condition("java.util.ServiceLoader.load( Runnable.class ) != null")),
                attack("thread's loader", condition("Thread.currentThread().getContextClassLoader() != null")),
                attack("other threads", condition("Thread.getAllStackTraces() != null")),
                attack("management", condition("java.lang.management.ManagementFactory.getRuntimeMXBean() != null")),
                attack("logging", consequence("System.getLogger( \"x\" ).log( System.Logger.Level.INFO, \"x\" );")),
                attack(
                        "object input",
                        consequence("try { new java.io.ObjectInputStream( null ); } catch ( Exception e ) {}")),
                attack("java.util.regex", condition("java.util.regex.Pattern.matches( \"(a+)+b\", \"aaaa\" )")),
                attack("trap over evidence", evidence(TRAP + " > 0")),
                attack("class of evidence", evidence("this.getClass() != null")),
                attack("look of evidence", evidence("this.look( null, null, null ) == null")),
                attack("waiting evidence", "rule \"bad\" when $e : Evidence() then $e.wait(); end"),
                attack("update", "rule \"bad\" when $e : UsbWrite() then update( $e ); end"),
                attack("logical insert", consequence("insertLogical( \"x\" );")),
                attack("entry points", consequence("drools.getEntryPoint( \"x\" ).insert( \"y\" );")),
                attack("rule base", consequence("drools.getKieRuntime().getKieBase().removeRule( \"a\", \"b\" );")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unplain")
    @DisplayName("the grammar refuses")
    void shouldRefuseByGrammar(String name, String drl) {
        refuse(RuleCompiler.Gate.GRAMMAR, drl);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    @DisplayName("compiled anyway, the member list refuses")
    void shouldRefuseByMembers(String name, String drl) {
        refuse(RuleCompiler.Gate.MEMBERS, drl);
    }

    private static void refuse(RuleCompiler.Gate gate, String drl) {
        assertThatThrownBy(() -> RuleCompiler.compile(
                        List.of(Rules.rule("good", "UsbWrite()"), Rules.source("bad", drl)),
                        List.of(),
                        new Lists(Map.of()),
                        Set.of(gate)))
                .isInstanceOfSatisfying(
                        RuleSetException.class,
                        refused -> assertThat(refused.problems()).isNotEmpty().allSatisfy(problem -> {
                            assertThat(problem.rule()).isEqualTo("bad");
                            assertThat(problem.file()).isEqualTo("catalogue/test/bad/rule.drl");
                        }));
        assertThat(Trap.isSprung()).as("code of the rule has run").isFalse();
    }

    @Test
    @DisplayName("the trap springs where no gate stands: the test can fail")
    void shouldSpringWithoutGates() throws RuleSetException {
        RuleCompiler.compile(
                List.of(Rules.source(
                        "bad", "rule \"bad\" salience ( " + TRAP + " ) when UsbWrite() then raise.alert(); end")),
                List.of(),
                new Lists(Map.of()),
                Set.of());

        assertThat(Trap.isSprung()).isTrue();
    }

    @Test
    @DisplayName("a complaint names the line of the condition")
    void shouldNameTheLine() {
        String drl = "// a comment\nrule \"bad\"\nwhen\n    UsbWrite(\n        bytes > 5,\n        bites > 6 )\nthen\n"
                + "    raise.alert();\nend\n";

        assertThat(RuleCompiler.check(Rules.source("bad", drl), new Lists(Map.of())))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.line()).isEqualTo(6);
                    assertThat(problem.reason()).startsWith("UsbWrite has no property bites; known are type, source");
                });
    }

    private static Arguments attack(String name, String drl) {
        return Arguments.of(name, drl);
    }

    private static String condition(String constraint) {
        return "rule \"bad\" when UsbWrite( " + constraint + " ) then raise.alert(); end";
    }

    private static String evidence(String constraint) {
        return "rule \"bad\" when Evidence( " + constraint + " ) then raise.alert(); end";
    }

    private static String consequence(String code) {
        return "rule \"bad\" when UsbWrite() then " + code + " end";
    }
}
