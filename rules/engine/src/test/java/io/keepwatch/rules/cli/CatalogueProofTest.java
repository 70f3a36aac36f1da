package io.keepwatch.rules.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.rules.book.RuleSetException;
import io.keepwatch.rules.proof.Proof;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

@DisplayName("S2-032 … S2-040: every case of the catalogue, and ordinary days on which nothing fires")
class CatalogueProofTest {
    @TestFactory
    Stream<DynamicTest> shouldComeOutAsTheCasesSay() throws RuleSetException {
        return Proof.of(Path.of("..")).stream()
                .map(result -> DynamicTest.dynamicTest(
                        result.rule() + " – " + result.name(),
                        () -> assertThat(result.failure()).as(result.where()).isNull()));
    }
}
