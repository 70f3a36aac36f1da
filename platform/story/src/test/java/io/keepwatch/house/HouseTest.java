package io.keepwatch.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The dependency law of the house")
class HouseTest {

    private static final List<String> MODULES = List.of(
            "contracts",
            "rules/score",
            "rules/engine",
            "services/access",
            "services/ingestion",
            "services/rule-evaluator",
            "services/case-management",
            "services/notification",
            "services/hunting",
            "platform",
            "bench",
            "bench/peers");

    private static final JavaClasses HOUSE = importModules();

    private static JavaClasses importModules() {
        Path house = Path.of("../..").toAbsolutePath().normalize();
        return new ClassFileImporter()
                .importPaths(MODULES.stream()
                        .map(module -> house.resolve(module).resolve("target/classes"))
                        .toList());
    }

    @Test
    void shouldHaveBeenBuiltWhole() {
        assertThat(HOUSE.stream().map(type -> type.getPackageName().split("\\.")[2]))
                .contains(
                        "contracts",
                        "rules",
                        "access",
                        "ingestion",
                        "evaluator",
                        "cases",
                        "notification",
                        "hunting",
                        "platform",
                        "bench");
    }

    @Test
    void shouldKeepContractsOnTheStreamingCoreAlone() {
        classes()
                .that()
                .resideInAPackage("io.keepwatch.contracts..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.keepwatch.contracts..", "java..", "com.fasterxml.jackson.core..", "org.jspecify..")
                .check(HOUSE);
    }

    @Test
    void shouldKeepTheScoreOnTheContractsAlone() {
        classes()
                .that()
                .resideInAPackage("io.keepwatch.rules.score..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.keepwatch.rules.score..", "io.keepwatch.contracts..", "java..", "org.jspecify..")
                .check(HOUSE);
    }

    @Test
    void shouldKeepTheEngineFreeOfFrameworksAndBrokers() {
        noClasses()
                .that()
                .resideInAPackage("io.keepwatch.rules..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "jakarta..", "org.apache.kafka..", "io.smallrye..")
                .check(HOUSE);
    }

    @Test
    void shouldGiveTheEngineItsTimeAsAnArgument() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.keepwatch.rules.memory..",
                        "io.keepwatch.rules.engine..",
                        "io.keepwatch.rules.judgement..",
                        "io.keepwatch.rules.book..",
                        "io.keepwatch.rules.habit..",
                        "io.keepwatch.rules.badge..",
                        "io.keepwatch.rules.score..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(HOUSE);
    }

    @Test
    void shouldAskAClockForTheTimeEverywhereElse() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.keepwatch.bench..", "io.keepwatch.platform..", "io.keepwatch.story..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(OffsetDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .check(HOUSE);
    }

    @Test
    void shouldKeepAccessApart() {
        noClasses()
                .that()
                .resideInAPackage("io.keepwatch.access..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.keepwatch..").and(not(resideInAPackage("io.keepwatch.access.."))))
                .check(HOUSE);
    }

    @Test
    void shouldNotLetAServiceKnowAnother() {
        slices().matching("io.keepwatch.(ingestion|evaluator|cases|notification|hunting)..")
                .should()
                .notDependOnEachOther()
                .check(HOUSE);
    }

    @Test
    void shouldTouchReactiveSessionsInStoresOnly() {
        noClasses()
                .that()
                .resideInAnyPackage("io.keepwatch.cases..", "io.keepwatch.notification..")
                .and()
                .haveNameNotMatching(".*(Store|Entity|Outbox|Locks)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.hibernate.reactive..", "io.vertx.mutiny.sqlclient..", "io.vertx.mutiny.pgclient..")
                .check(HOUSE);
    }

    @Test
    void shouldInjectThroughConstructors() {
        noFields().should().beAnnotatedWith("jakarta.inject.Inject").check(HOUSE);
    }

    @Test
    void shouldCallThingsByWhatTheyAre() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .resideInAnyPackage("..common..", "..util..", "..core..", "..helper..", "..manager..", "..impl..")
                .check(HOUSE);
    }
}
