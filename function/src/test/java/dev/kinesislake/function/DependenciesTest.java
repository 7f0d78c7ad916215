package dev.kinesislake.function;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.kinesislake.function", importOptions = ImportOption.DoNotIncludeTests.class)
class DependenciesTest {

    @ArchTest
    static final ArchRule packagesReadInTheOrderTheDataFlows = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("handler")
            .definedBy("dev.kinesislake.function")
            .layer("config")
            .definedBy("..function.config..")
            .layer("event")
            .definedBy("..function.event..")
            .layer("decode")
            .definedBy("..function.decode..")
            .layer("personal")
            .definedBy("..function.personal..")
            .layer("partition")
            .definedBy("..function.partition..")
            .layer("encode")
            .definedBy("..function.encode..")
            .layer("store")
            .definedBy("..function.store..")
            .whereLayer("handler")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("store")
            .mayOnlyBeAccessedByLayers("handler")
            .whereLayer("encode")
            .mayOnlyBeAccessedByLayers("handler")
            .whereLayer("partition")
            .mayOnlyBeAccessedByLayers("handler")
            .whereLayer("decode")
            .mayOnlyBeAccessedByLayers("handler", "personal", "partition", "encode")
            .whereLayer("personal")
            .mayOnlyBeAccessedByLayers("handler", "encode")
            .whereLayer("config")
            .mayOnlyBeAccessedByLayers("handler", "personal");

    @ArchTest
    static final ArchRule onlyTheStoreKnowsTheSdk = noClasses()
            .that()
            .resideOutsideOfPackage("..function.store..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon.awssdk..");

    @ArchTest
    static final ArchRule nothingKnowsPulumi =
            noClasses().should().dependOnClassesThat().resideInAPackage("com.pulumi..");
}
