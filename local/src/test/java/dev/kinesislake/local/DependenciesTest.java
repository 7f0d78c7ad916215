package dev.kinesislake.local;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.kinesislake.local", importOptions = ImportOption.DoNotIncludeTests.class)
class DependenciesTest {

    @ArchTest
    static final ArchRule servicesDoNotKnowWhatIsDeclaredOfThem = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("services")
            .definedBy(
                    "..local.iam..",
                    "..local.http..",
                    "..local.s3..",
                    "..local.kinesis..",
                    "..local.lambda..",
                    "..local.mapping..")
            .layer("resources")
            .definedBy("..local.resources..")
            .layer("provider")
            .definedBy("..local.provider..")
            .layer("aws")
            .definedBy("dev.kinesislake.local")
            .layer("deploy")
            .definedBy("..local.deploy..")
            .layer("check")
            .definedBy("..local.check..", "..local.events..")
            .layer("chaos")
            .definedBy("..local.chaos..")
            .layer("demo")
            .definedBy("..local.demo..")
            .layer("cli")
            .definedBy("..local.cli..")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("demo")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("chaos")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("check")
            .mayOnlyBeAccessedByLayers("demo", "chaos", "cli")
            .whereLayer("deploy")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("aws")
            .mayOnlyBeAccessedByLayers("demo", "chaos", "cli")
            .whereLayer("provider")
            .mayOnlyBeAccessedByLayers("aws")
            .whereLayer("resources")
            .mayOnlyBeAccessedByLayers("provider", "aws", "deploy", "demo", "chaos");
}
