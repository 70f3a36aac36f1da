package io.keepwatch.ingestion.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElementSplitterTest {
    private static final int LONGEST = 100;

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 1 << 16})
    void shouldGiveOutEachElementOfAList(int chunk) throws IOException {
        assertThat(elements(" [ {\"a\":[1,2],\"b\":\"],}\\\"{\"} ,\n17 , \"x,y\" ]\n", chunk))
                .containsExactly("1 {\"a\":[1,2],\"b\":\"],}\\\"{\"} ", "2 17 ", "3 \"x,y\" ");
    }

    @Test
    void shouldGiveOutWhatIsNoListWhole() throws IOException {
        assertThat(elements(" {\"a\":1}\n{\"b\":2}", 5)).containsExactly("1 {\"a\":1}\n{\"b\":2}");
    }

    @Test
    @DisplayName("An element that is not JSON spoils no other")
    void shouldKeepTheElementsAroundABadOne() throws IOException {
        assertThat(elements("[{\"a\":},oops,,{\"c\":3}]", 4))
                .containsExactly("1 {\"a\":}", "2 oops", "3 ", "4 {\"c\":3}");
    }

    @Test
    void shouldSkipAnOverlongElementToItsEnd() throws IOException {
        assertThat(elements("[1,\"" + "z".repeat(500) + "\",3]", 64))
                .containsExactly("1 1", "2 fault: longer than 100 bytes", "3 3");
    }

    @Test
    void shouldTellWhereAListBreaksOff() throws IOException {
        assertThat(elements("[1,{\"a\":", 64)).containsExactly("1 1", "2 fault: the list breaks off");
        assertThat(elements("[1,2", 64)).containsExactly("1 1", "2 fault: the list breaks off");
        assertThat(elements("[", 64)).containsExactly("1 fault: the list breaks off");
    }

    @Test
    void shouldTellOfMoreAfterTheEnd() throws IOException {
        assertThat(elements("[1]2", 64)).containsExactly("1 1", "2 fault: there is more after the end of the list");
        assertThat(elements("[]x", 64)).containsExactly("1 fault: there is more after the end of the list");
    }

    @Test
    void shouldFindNothingInEmptyBodiesAndLists() throws IOException {
        assertThat(elements("", 1)).isEmpty();
        assertThat(elements(" \n ", 1)).isEmpty();
        assertThat(elements(" [ ] ", 1)).isEmpty();
    }

    private static List<String> elements(String body, int chunk) throws IOException {
        Pieces pieces =
                new ElementSplitter(LineSplitterTest.trickle(body.getBytes(StandardCharsets.UTF_8), chunk), LONGEST);
        List<String> elements = new ArrayList<>();
        while (pieces.next()) {
            elements.add(pieces.number()
                    + (pieces.fault() != null
                            ? " fault: " + pieces.fault()
                            : " "
                                    + new String(
                                            pieces.buffer(),
                                            pieces.offset(),
                                            pieces.length(),
                                            StandardCharsets.UTF_8)));
        }
        return elements;
    }
}
