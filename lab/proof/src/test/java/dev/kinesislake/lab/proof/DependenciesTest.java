package dev.kinesislake.lab.proof;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.kinesislake.lab.proof", importOptions = ImportOption.DoNotIncludeTests.class)
class DependenciesTest {

    @ArchTest
    static final ArchRule packagesFollowTheData = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("deploy")
            .definedBy("..proof.deploy..")
            .layer("check")
            .definedBy("..proof.check..", "..proof.events..")
            .layer("chaos")
            .definedBy("..proof.chaos..")
            .layer("demo")
            .definedBy("..proof.demo..")
            .layer("cli")
            .definedBy("..proof.cli..")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("demo")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("chaos")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("check")
            .mayOnlyBeAccessedByLayers("demo", "chaos", "cli")
            .whereLayer("deploy")
            .mayOnlyBeAccessedByLayers("demo", "chaos", "cli");
}
