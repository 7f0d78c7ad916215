package dev.kinesislake.table;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.kinesislake.table", importOptions = ImportOption.DoNotIncludeTests.class)
class DependenciesTest {

    /** Of the consumer's module: where objects lie, their columns and what names an attempt. */
    @ArchTest
    static final ArchRule knowsTypesOfTheConsumerAndNotTheConsumer = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.kinesislake.function",
                    "dev.kinesislake.function.config..",
                    "com.pulumi..",
                    "org.apache.hadoop..");

    @ArchTest
    static final ArchRule onlyOnePackageKnowsTheEngine = noClasses()
            .that()
            .resideOutsideOfPackage("..table.build..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.duckdb..", "org.apache.parquet..");

    @ArchTest
    static final ArchRule packagesFollowTheData = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("raw")
            .definedBy("..table.raw..")
            .layer("build")
            .definedBy("..table.build..")
            .layer("iceberg")
            .definedBy("..table.iceberg..")
            .layer("table")
            .definedBy("dev.kinesislake.table")
            .layer("frontier")
            .definedBy("..table.frontier..")
            .layer("function")
            .definedBy("..table.function..")
            .whereLayer("function")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("frontier")
            .mayOnlyBeAccessedByLayers("function")
            .whereLayer("table")
            .mayOnlyBeAccessedByLayers("frontier", "function")
            .whereLayer("iceberg")
            .mayOnlyBeAccessedByLayers("table", "function")
            .whereLayer("build")
            .mayOnlyBeAccessedByLayers("table", "iceberg", "function");
}
