package io.grpcpool.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.grpcpool.operator.assembly.ControlPlane;
import org.junit.jupiter.api.Test;

/** The arrows between the packages of this module. */
class ArchitectureTest {

  private static final String ROOT = "io.grpcpool.operator.";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importUrl(ControlPlane.class.getProtectionDomain().getCodeSource().getLocation());

  @Test
  void onlyTheRuntimePackageKnowsTheFramework() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "runtime..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta..", "io.quarkus..", "org.eclipse.microprofile..")
        .check(CLASSES);
  }

  @Test
  void onlyPackagesNamedKubernetesAndTheAssemblyKnowKubernetes() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "..operator..kubernetes..", ROOT + "assembly..", ROOT + "runtime..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.fabric8.kubernetes.client..", "io.javaoperatorsdk..")
        .check(CLASSES);
  }

  @Test
  void thePlannerThreadKnowsNoSourceByName() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "world..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOT + "discovery.(*)..",
            ROOT + "policies.(*)..",
            ROOT + "status..",
            ROOT + "http..",
            ROOT + "assembly..")
        .check(CLASSES);
  }

  @Test
  void theCompilerIsPure() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "compile..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.slf4j..", "java.util.concurrent..", "io.grpc..", ROOT + "world..")
        .check(CLASSES);
  }

  @Test
  void sourcesDoNotKnowWhatIsPlannedFromThem() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + "discovery..", ROOT + "policies..", ROOT + "settings..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + "world..", ROOT + "status..", ROOT + "http..")
        .check(CLASSES);
  }
}
