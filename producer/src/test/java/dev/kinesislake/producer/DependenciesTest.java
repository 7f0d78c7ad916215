package dev.kinesislake.producer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.kinesislake.producer", importOptions = ImportOption.DoNotIncludeTests.class)
class DependenciesTest {

    @ArchTest
    static final ArchRule ofTheOtherModulesOnlyTheFunctionIsKnown = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.kinesislake.app..", "dev.kinesislake.local..", "com.pulumi..");

    @ArchTest
    static final ArchRule theLibraryKnowsNeitherFilesNorCommands = noClasses()
            .that()
            .resideInAPackage("dev.kinesislake.producer")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..producer.input..", "..producer.cli..", "picocli..", "dev.kinesislake.function..");
}
