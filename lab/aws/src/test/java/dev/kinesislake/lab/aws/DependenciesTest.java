package dev.kinesislake.lab.aws;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.kinesislake.lab.aws", importOptions = ImportOption.DoNotIncludeTests.class)
class DependenciesTest {

    @ArchTest
    static final ArchRule servicesDoNotKnowWhatIsDeclaredOfThem = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("services")
            .definedBy(
                    "..aws.iam..",
                    "..aws.http..",
                    "..aws.service..",
                    "..aws.cloudwatch..",
                    "..aws.secrets..",
                    "..aws.s3..",
                    "..aws.kinesis..",
                    "..aws.lambda..",
                    "..aws.mapping..",
                    "..aws.glue..")
            .layer("resources")
            .definedBy("..aws.resources..")
            .layer("provider")
            .definedBy("..aws.provider..")
            .layer("aws")
            .definedBy("dev.kinesislake.lab.aws")
            .whereLayer("aws")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("provider")
            .mayOnlyBeAccessedByLayers("aws")
            .whereLayer("resources")
            .mayOnlyBeAccessedByLayers("provider", "aws");
}
