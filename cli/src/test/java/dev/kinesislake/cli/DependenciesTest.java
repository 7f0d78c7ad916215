package dev.kinesislake.cli;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.kinesislake.cli", importOptions = ImportOption.DoNotIncludeTests.class)
class DependenciesTest {

    @ArchTest
    static final ArchRule aCommandKnowsNoOtherCommand = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("common")
            .definedBy("dev.kinesislake.cli")
            .layer("input")
            .definedBy("..cli.input..")
            .layer("queue")
            .definedBy("..cli.queue..")
            .layer("send")
            .definedBy("..cli.send..")
            .layer("redrive")
            .definedBy("..cli.redrive..")
            .layer("cat")
            .definedBy("..cli.cat..")
            .whereLayer("cat")
            .mayNotBeAccessedByAnyLayer()
            .layer("table")
            .definedBy("..cli.table..")
            .whereLayer("table")
            .mayNotBeAccessedByAnyLayer()
            .layer("permissions")
            .definedBy("..cli.permissions..")
            .layer("cost")
            .definedBy("..cli.cost..")
            .whereLayer("cost")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("permissions")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("send")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("redrive")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("queue")
            .mayOnlyBeAccessedByLayers("send")
            .whereLayer("input")
            .mayOnlyBeAccessedByLayers("send");
}
