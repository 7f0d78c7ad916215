package dev.kinesislake.erase;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.kinesislake.erase", importOptions = ImportOption.DoNotIncludeTests.class)
class DependenciesTest {

    @ArchTest
    static final ArchRule isALibrary = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.kinesislake.function",
                    "dev.kinesislake.app..",
                    "dev.kinesislake.cli..",
                    "dev.kinesislake.producer..",
                    "com.pulumi..",
                    "picocli..");

    @ArchTest
    static final ArchRule packages = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("people")
            .definedBy("..erase.people..")
            .layer("bucket")
            .definedBy("..erase.bucket..")
            .layer("clean")
            .definedBy("..erase.clean..")
            .layer("erase")
            .definedBy("dev.kinesislake.erase")
            .whereLayer("erase")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("clean")
            .mayOnlyBeAccessedByLayers("erase")
            .whereLayer("bucket")
            .mayOnlyBeAccessedByLayers("erase")
            .whereLayer("people")
            .mayOnlyBeAccessedByLayers("erase");
}
