package io.keepwatch.rules.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

@DisplayName("What is generated from the rules is current; `make docs` writes it anew")
class DocsCommandTest {
    @TestFactory
    Stream<DynamicTest> shouldBeCurrent() throws Exception {
        return DocsCommand.generated(Path.of(".."), Path.of("../../docs")).entrySet().stream()
                .map(file -> DynamicTest.dynamicTest(
                        file.getKey().getFileName().toString(),
                        () -> assertThat(Files.readString(file.getKey())).isEqualTo(file.getValue())));
    }
}
