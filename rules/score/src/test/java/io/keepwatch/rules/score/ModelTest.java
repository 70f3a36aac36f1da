package io.keepwatch.rules.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A model that makes no sense is refused, field by field")
class ModelTest {
    private static List<String> problems(Model model) {
        ModelException refused = catchThrowableOfType(ModelException.class, () -> WholePerson.of(model));
        return refused == null
                ? List.of()
                : refused.problems().stream().map(ModelProblem::toString).toList();
    }

    private static List<String> problemsOf(UnaryOperator<List<Model.Node>> change) {
        return problems(
                Samples.model(change.apply(Samples.nodes()), Samples.context(ContextModel.Mode.ODDS), List.of()));
    }

    private static UnaryOperator<List<Model.Node>> adding(Model.Node... more) {
        return nodes -> {
            nodes.addAll(List.of(more));
            return nodes;
        };
    }

    private static Model.Node withTable(String name, List<List<Double>> table) {
        return new Model.Node(name, "x", Model.Node.PRESENT_OR_ABSENT, List.of("Behaviour"), table, false);
    }

    @Test
    void shouldTakeASoundModel() {
        assertThat(problems(Samples.model())).isEmpty();
    }

    @Test
    void shouldRefuseACycle() {
        assertThat(problemsOf(adding(Samples.node("A", "B", false, 0.1, 0.2), Samples.node("B", "A", false, 0.1, 0.2))))
                .singleElement()
                .asString()
                .startsWith("nodes.A.parents: depends on itself");
        assertThat(problemsOf(adding(Samples.node("A", "A", false, 0.1, 0.2))))
                .singleElement()
                .asString()
                .startsWith("nodes.A.parents: depends on itself");
    }

    @Test
    void shouldRefuseARowThatDoesNotSumToOne() {
        List<Double> good = List.of(0.2, 0.8);
        assertThat(problemsOf(adding(withTable("A", List.of(good, List.of(0.3, 0.6), good)))))
                .singleElement()
                .asString()
                .startsWith("nodes.A.table[1]: sums to 0.8999");
    }

    @Test
    void shouldRefuseAProbabilityOutsideZeroAndOne() {
        List<Double> good = List.of(0.2, 0.8);
        for (double wrong : new double[] {-0.2, 1.2, 0, 1, Double.NaN}) {
            assertThat(problemsOf(adding(withTable("A", List.of(good, good, List.of(wrong, 1 - wrong))))))
                    .singleElement()
                    .asString()
                    .startsWith("nodes.A.table[2]: expected probabilities above 0 and below 1");
        }
    }

    @Test
    void shouldRefuseATableOfTheWrongSize() {
        List<Double> good = List.of(0.2, 0.8);
        assertThat(problemsOf(adding(withTable("A", List.of(good, good)))))
                .containsExactly(
                        "nodes.A.table: expected 3 rows, one for each combination of the parents' states, found 2");
        assertThat(problemsOf(adding(withTable("A", List.of(good, good, List.of(0.2, 0.3, 0.5))))))
                .containsExactly("nodes.A.table[2]: expected 2 probabilities, one for each state, found 3");
    }

    @Test
    void shouldRefuseUnknownParentsAndNodesGivenTwice() {
        assertThat(problemsOf(adding(Samples.node("A", "Nobody", false, 0.1, 0.2))))
                .containsExactly("nodes.A.parents[0]: no such node: Nobody");
        assertThat(problemsOf(adding(Samples.node("Careless", "Conscientious", false, 0.04, 0.45))))
                .containsExactly("nodes.Careless: is given twice");
        assertThat(problemsOf(nodes -> nodes.subList(3, 5))).contains("root: no such node: Behaviour");
    }

    @Test
    void shouldRefuseANetworkThatIsTooLargeToBeSolvedExactly() {
        List<Model.Node> many = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            many.add(Samples.node("N" + i, "Behaviour", false, 0.1, 0.2, 0.2));
        }
        assertThat(problemsOf(adding(many.toArray(Model.Node[]::new))))
                .containsExactly("nodes: expected at most 24, found 25");
        List<String> parents =
                many.subList(0, 16).stream().map(Model.Node::name).toList();
        many.subList(16, 20).clear();
        many.add(new Model.Node("Wide", "x", Model.Node.PRESENT_OR_ABSENT, parents, List.of(), false));
        assertThat(problemsOf(adding(many.toArray(Model.Node[]::new))))
                .containsExactly("nodes.Wide.parents: are too many: the table would have more than 65536 cells");
    }

    @Test
    void shouldRefuseANetworkThatIsSoWovenThatItCannotBeSolvedQuickly() {
        // Every two of them have a child in common, so that whatever is summed out first, all the others meet.
        List<Double> even = List.of(0.5, 0.5);
        List<Model.Node> sixteenStates = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            sixteenStates.add(wide("W" + i));
        }
        for (int i = 0; i < 6; i++) {
            for (int j = i + 1; j < 6; j++) {
                sixteenStates.add(new Model.Node(
                        "C" + i + "x" + j,
                        "x",
                        Model.Node.PRESENT_OR_ABSENT,
                        List.of("W" + i, "W" + j),
                        Collections.nCopies(256, even),
                        false));
            }
        }
        List<Model.Node> nodes = new ArrayList<>(List.of(Samples.root()));
        nodes.addAll(sixteenStates);
        assertThat(problemsOf(ignored -> nodes))
                .singleElement()
                .asString()
                .startsWith("nodes: cannot be solved quickly: needs a table of ");
    }

    private static Model.Node wide(String name) {
        List<String> states = IntStream.range(0, 16).mapToObj(i -> "s" + i).toList();
        return new Model.Node(
                name,
                "x",
                states,
                List.of("Behaviour"),
                Collections.nCopies(3, Collections.nCopies(16, 1 / 16.0)),
                false);
    }

    @Test
    void shouldRefuseARiskThatIsLikelierOfBenignPeople() {
        assertThat(problemsOf(adding(Samples.node("A", "Behaviour", false, 0.3, 0.2, 0.5))))
                .singleElement()
                .asString()
                .startsWith("nodes.A.table: evidence would count the wrong way");
        assertThat(problemsOf(adding(Samples.node("A", "Behaviour", true, 0.3, 0.2, 0.5))))
                .singleElement()
                .asString()
                .startsWith("nodes.A.table: evidence would count the wrong way");
        assertThat(problemsOf(adding(Samples.node("A", "Behaviour", false, 0.3, 0.3, 0.3))))
                .isEmpty();
    }

    @Test
    void shouldRefuseEvidenceOfUnknownNodesAndWithNegativeHalfLives() {
        Model.Kind kind = new Model.Kind(
                "Something",
                "Did something",
                List.of(
                        new Model.Effect("Nowhere", Strength.WEAK, Duration.ofDays(-14), false, null),
                        new Model.Effect("Collects", Strength.WEAK, Duration.ofDays(400), false, null)),
                List.of("SomethingElse"));
        assertThat(problems(
                        Samples.model(Samples.nodes(), Samples.context(ContextModel.Mode.ODDS), List.of(kind, kind))))
                .containsExactlyInAnyOrder(
                        "evidence.Something: is given twice",
                        "evidence.Something.evidence[0].node: no such node: Nowhere",
                        "evidence.Something.evidence[0].halfLife: expected 1h to 365d",
                        "evidence.Something.evidence[1].halfLife: expected 1h to 365d",
                        "evidence.Something.replaces[0]: no other kind: SomethingElse",
                        "evidence.Something.evidence[0].node: no such node: Nowhere",
                        "evidence.Something.evidence[0].halfLife: expected 1h to 365d",
                        "evidence.Something.evidence[1].halfLife: expected 1h to 365d",
                        "evidence.Something.replaces[0]: no other kind: SomethingElse");
    }

    @Test
    void shouldRefuseStrengthsThatAreNotInOrder() {
        Model sound = Samples.model();
        assertThat(problems(new Model(
                        "",
                        sound.root(),
                        sound.nodes(),
                        Map.of(Strength.WEAK, 2.0, Strength.MEDIUM, 1.5, Strength.STRONG, 3.0),
                        -1,
                        sound.kinds(),
                        sound.context())))
                .containsExactly(
                        "strengths.medium: expected a ratio above that of what is weaker, from 1 to 1000000",
                        "strengths: decisive is missing",
                        "repeats: expected an exponent from 0 to 10, found -1.0");
    }

    @Test
    void shouldRefuseMultipliersThatNobodyCouldExplain() {
        ContextModel context = new ContextModel(
                ContextModel.Mode.ODDS,
                0.5,
                List.of(
                        new ContextModel.Factor("a", 2, "A"),
                        new ContextModel.Factor("b", 2, "B"),
                        new ContextModel.Factor("c", 0.5, "C"),
                        new ContextModel.Factor("c", 3, "C")),
                List.of(List.of("a", "b"), List.of("a", "d")));
        assertThat(problems(Samples.model(Samples.nodes(), context, List.of())))
                .containsExactly(
                        "context.cap: expected 1 to 1000, found 0.5",
                        "context.factors.c.multiplier: expected above 1, at most 1000, found 0.5",
                        "context.factors.c: is given twice",
                        "context.correlated[0][1]: multiplies by as much as another of its group, so that nobody could say which counts",
                        "context.correlated[1][0]: is in a group already",
                        "context.correlated[1][1]: no such factor: d");
    }
}
