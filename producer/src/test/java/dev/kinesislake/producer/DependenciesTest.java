package dev.kinesislake.producer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.kinesislake.producer", importOptions = ImportOption.DoNotIncludeTests.class)
class DependenciesTest {

    @ArchTest
    static final ArchRule anApplicationThatEmbedsItNeedsTheSdkOnly = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.kinesislake.producer", "java..", "software.amazon.awssdk..", "org.jspecify..");
}
