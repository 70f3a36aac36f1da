package io.keepwatch.ingestion.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DirectoryTest {
    @Test
    void shouldFindTheExactAccountBeforeAnyOtherCase() {
        Directory directory = People.directory(
                People.person("p1", List.of("Ana"), List.of()), People.person("p2", List.of("ANA"), List.of()));
        assertThat(directory.holderOfAccount("Ana")).isEqualTo("p1");
        assertThat(directory.holderOfAccount("ANA")).isEqualTo("p2");
        assertThat(directory.holderOfAccount("ana"))
                .as("of two people, nobody's")
                .isNull();
    }

    @Test
    void shouldForgetWhatARecordNoLongerHas() {
        Directory directory = People.directory(
                People.person("p1", List.of("kara", "kara@corp.example"), List.of("lap-17")),
                People.person("p1", List.of("kara"), List.of()));
        assertThat(directory.holderOfAccount("kara")).isEqualTo("p1");
        assertThat(directory.holderOfAccount("kara@corp.example")).isNull();
        assertThat(directory.ownerOfHost("LAP-17")).isNull();
    }

    @Test
    void shouldIgnoreARecordReadBackAfterANewerOne() {
        Directory directory = People.directory(
                People.person("p1", List.of("old"), List.of()), People.person("p1", List.of("new"), List.of()));
        directory.apply(List.of(new Directory.Placed(People.person("p1", List.of("old"), List.of()), 0)));
        assertThat(directory.holderOfAccount("new")).isEqualTo("p1");
        assertThat(directory.holderOfAccount("old")).isNull();
    }

    @Test
    @DisplayName("S2-011 an owner has left who is retired and whose account nobody took over")
    void shouldKnowWhoHasLeft() {
        Directory directory = People.directory(
                People.retired("gone", List.of("gone.account", "shared")),
                People.person("here", List.of("here.account", "shared"), List.of()));
        assertThat(directory.hasLeft("gone")).isTrue();
        assertThat(directory.hasLeft("gone.account")).isTrue();
        assertThat(directory.hasLeft("GONE.ACCOUNT")).isTrue();
        assertThat(directory.hasLeft("shared")).isFalse();
        assertThat(directory.hasLeft("here")).isFalse();
        assertThat(directory.hasLeft("never-heard-of")).isFalse();
    }

    @Test
    @DisplayName(
            "S1-07 an account of somebody who left is theirs until somebody else has it, and nobody's if two had it")
    void shouldKnowWhoseAnAccountWas() {
        Directory directory = People.directory(
                People.retired("gone", List.of("elliot", "shared", "Twice", "both")),
                People.person("here", List.of("shared"), List.of()),
                People.person("one", List.of("twice"), List.of()),
                People.person("two", List.of("TWICE"), List.of()),
                People.retired("gone-too", List.of("both")));
        assertThat(directory.holderOfAccount("elliot")).isEqualTo("gone");
        assertThat(directory.holderOfAccount("ELLIOT")).isEqualTo("gone");
        assertThat(directory.claimantOfAccount("elliot")).isNull();
        assertThat(directory.holderOfAccount("shared")).isEqualTo("here");
        assertThat(directory.holderOfAccount("Twice"))
                .as("of two people who are here")
                .isNull();
        assertThat(directory.hasLeft("Twice")).isFalse();
        assertThat(directory.holderOfAccount("both"))
                .as("of two people who left")
                .isNull();
        assertThat(directory.hasLeft("both")).isTrue();
    }

    @Test
    void shouldTakeBackWhoReturns() {
        Directory directory = People.directory(
                People.retired("p1", List.of("kara", "old")), People.person("p1", List.of("kara"), List.of()));
        assertThat(directory.hasLeft("p1")).isFalse();
        assertThat(directory.hasLeft("old")).isFalse();
        assertThat(directory.holderOfAccount("kara")).isEqualTo("p1");
    }

    @Test
    void shouldNotGuessTheOwnerOfASharedHost() {
        Directory directory = People.directory(
                People.person("p1", List.of(), List.of("term-1", "lap-1")),
                People.person("p2", List.of(), List.of("TERM-1")));
        assertThat(directory.ownerOfHost("term-1")).isNull();
        assertThat(directory.ownerOfHost("LAP-1")).isEqualTo("p1");
    }

    @Test
    @DisplayName("A hundred readers never see an account that moves to and fro belong to nobody")
    void shouldShowMovesWholeToAHundredReaders() throws InterruptedException, ExecutionException {
        Identity firstHas = People.person("p1", List.of("Shared"), List.of("host-1"));
        Identity firstHasNot = People.person("p1", List.of(), List.of());
        Identity secondHas = People.person("p2", List.of("Shared"), List.of("host-1"));
        Identity secondHasNot = People.person("p2", List.of(), List.of());
        Directory directory = People.directory(firstHas, secondHasNot);
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService readers = Executors.newFixedThreadPool(100)) {
            List<Future<Long>> seen = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                seen.add(readers.submit(() -> {
                    long reads = 0;
                    while (!done.get()) {
                        for (String name : new String[] {"Shared", "SHARED"}) {
                            if (directory.holderOfAccount(name) == null) {
                                throw new AssertionError(name + " belonged to nobody");
                            }
                        }
                        if (directory.ownerOfHost("HOST-1") == null) {
                            throw new AssertionError("the host belonged to nobody");
                        }
                        reads++;
                    }
                    return reads;
                }));
            }
            for (int move = 0; move < 4_000; move++) {
                boolean toSecond = move % 2 == 0;
                directory.apply(List.of(
                        new Directory.Placed(toSecond ? secondHas : firstHas, 10 + move),
                        new Directory.Placed(toSecond ? firstHasNot : secondHasNot, 10 + move)));
            }
            done.set(true);
            for (Future<Long> reader : seen) {
                assertThat(reader.get()).isPositive();
            }
        }
    }
}
