package dev.kinesislake.redrive;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.kinesislake.redrive", importOptions = ImportOption.DoNotIncludeTests.class)
class DependenciesTest {

    @ArchTest
    static final ArchRule onlyItsOwnPackageKnowsAwssSdk = noClasses()
            .that()
            .resideInAnyPackage(
                    "..redrive.failed..", "..redrive.lake..", "..redrive.fix..", "..redrive.mark..", "..redrive.send..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon.awssdk..");

    @ArchTest
    static final ArchRule packagesFollowTheData = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("failed")
            .definedBy("..redrive.failed..")
            .layer("lake")
            .definedBy("..redrive.lake..")
            .layer("fix")
            .definedBy("..redrive.fix..")
            .layer("mark")
            .definedBy("..redrive.mark..")
            .layer("send")
            .definedBy("..redrive.send..")
            .layer("aws")
            .definedBy("..redrive.aws..")
            .whereLayer("aws")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("send")
            .mayOnlyBeAccessedByLayers("aws")
            .whereLayer("lake")
            .mayOnlyBeAccessedByLayers("send")
            .whereLayer("mark")
            .mayOnlyBeAccessedByLayers("lake", "fix", "send", "aws")
            .whereLayer("fix")
            .mayOnlyBeAccessedByLayers("send");
}
