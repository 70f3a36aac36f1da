package io.keepwatch.rules.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.rules.book.RuleSetException;
import io.keepwatch.rules.proof.Proof;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

@DisplayName(
        "S1-11, S1-22 … S1-24, S2-005 … S2-017, S2-032 … S2-040, S3-03: every case of the catalogue, and ordinary days")
class CatalogueProofTest {
    @TestFactory
    Stream<DynamicTest> shouldComeOutAsTheCasesSay() throws RuleSetException {
        return Proof.of(Path.of("..")).stream()
                .map(result -> DynamicTest.dynamicTest(
                        result.rule() + " – " + result.name(),
                        () -> assertThat(result.failure()).as(result.where()).isNull()));
    }
}
