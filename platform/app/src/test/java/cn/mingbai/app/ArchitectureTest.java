package cn.mingbai.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.members;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.access.Internal;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The house of design.md, section 2, held by the compiled classes of all modules. A rule that matches no class fails, so
 * that a misspelt package cannot silence it; what has not landed yet is named in {@link #NOT_YET}, and a name there that
 * has landed fails too.
 */
class ArchitectureTest {

    /** Packages of the design that have no class yet. Empty at the end of the main job. */
    private static final Set<String> NOT_YET = Set.of();

    /** Which modules each module may use. */
    private static final Map<String, Set<String>> MODULES = Map.of(
            "core", Set.of("print"),
            "print", Set.of(),
            "proof", Set.of(),
            "courses", Set.of("core", "print", "proof"),
            "quizzes", Set.of("core", "print", "courses"),
            "households", Set.of("core"),
            "materials", Set.of("core", "households", "print"),
            "district", Set.of("core", "print", "proof", "courses", "quizzes", "households", "materials"),
            "app", Set.of("core", "print", "proof", "courses", "quizzes", "households", "materials", "district"));

    /** Packages that compute from records alone. */
    private static final List<String> PURE_PACKAGES = List.of(
            "cn.mingbai.print",
            "cn.mingbai.proof",
            "cn.mingbai.quizzes.marking",
            "cn.mingbai.quizzes.formats",
            "cn.mingbai.quizzes.rules",
            "cn.mingbai.quizzes.scenarios",
            "cn.mingbai.courses.rate",
            "cn.mingbai.households.believability",
            "cn.mingbai.households.coverage.rule");

    private static final String[] FRAMEWORKS = {
        "org.springframework..",
        "com.vaadin..",
        "jakarta..",
        "org.hibernate..",
        "java.sql..",
        "javax.sql..",
        "java.net.http.."
    };

    private static final JavaClasses CLASSES = OurClasses.ALL;

    /** What a person or a browser talks to: views, their parts, and controllers. */
    private static final DescribedPredicate<JavaClass> FACES = describe("are views or controllers", type -> {
        var top = topLevel(type);
        return top.isAssignableTo("com.vaadin.flow.component.Component")
                || top.getSimpleName().endsWith("View")
                || top.getSimpleName().endsWith("Controller")
                || top.isMetaAnnotatedWith("org.springframework.stereotype.Controller");
    });

    private static final DescribedPredicate<JavaClass> ENTITIES = describe(
            "are entities or repositories",
            type -> type.isAnnotatedWith("jakarta.persistence.Entity")
                    || type.isAnnotatedWith("jakarta.persistence.Embeddable")
                    || type.isAnnotatedWith("jakarta.persistence.MappedSuperclass")
                    || type.isAssignableTo("org.springframework.data.repository.Repository"));

    private static final DescribedPredicate<JavaClass> PERSISTENCE = resideInAnyPackage(
            "jakarta.persistence..",
            "org.hibernate..",
            "org.springframework.jdbc..",
            "org.springframework.data.repository..",
            "org.springframework.data.jpa..",
            "java.sql..",
            "javax.sql..");

    private static final DescribedPredicate<JavaClass> SERVICES =
            describe("are services", type -> type.isAnnotatedWith("org.springframework.stereotype.Service"));

    private static JavaClass topLevel(JavaClass type) {
        var top = type;
        while (top.getEnclosingClass().isPresent()) {
            top = top.getEnclosingClass().get();
        }
        return top;
    }

    @TestFactory
    Stream<DynamicTest> modulesDependOneWay() {
        return MODULES.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    var others = MODULES.keySet().stream()
                            .filter(other -> !other.equals(entry.getKey())
                                    && !entry.getValue().contains(other))
                            .map(other -> "cn.mingbai." + other + "..")
                            .toArray(String[]::new);
                    if (others.length > 0) {
                        noClasses()
                                .that()
                                .resideInAPackage("cn.mingbai." + entry.getKey() + "..")
                                .should()
                                .dependOnClassesThat(resideInAnyPackage(others))
                                .because("modules depend one way (design.md, section 2)")
                                .allowEmptyShould(NOT_YET.contains("cn.mingbai." + entry.getKey()))
                                .check(CLASSES);
                    }
                }));
    }

    @Test
    void everyClassBelongsToAModule() {
        classes()
                .that(not(describe(
                        "are the main class",
                        type -> topLevel(type).getPackageName().equals("cn.mingbai"))))
                .should()
                .resideInAnyPackage(MODULES.keySet().stream()
                        .map(module -> "cn.mingbai." + module + "..")
                        .toArray(String[]::new))
                .check(CLASSES);
    }

    @TestFactory
    Stream<DynamicTest> pureCoresKnowNoFrameworkAndNoIo() {
        return PURE_PACKAGES.stream()
                .map(name -> DynamicTest.dynamicTest(
                        name,
                        () -> noClasses()
                                .that()
                                .resideInAPackage(name)
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(FRAMEWORKS)
                                .because("it must be testable in milliseconds and reviewable without a database")
                                .allowEmptyShould(NOT_YET.contains(name))
                                .check(CLASSES)));
    }

    @Test
    void whatIsNotYetThereIsReallyMissing() {
        var landed = new TreeSet<String>();
        for (var name : NOT_YET) {
            if (CLASSES.stream()
                    .anyMatch(type -> (type.getPackageName() + ".").startsWith(name + ".")
                            && !type.getSimpleName().equals("package-info"))) {
                landed.add(name);
            }
        }
        assertThat(landed)
                .as("packages that have landed: take them out of NOT_YET, their rules hold now")
                .isEmpty();
    }

    @Test
    void entitiesAndRepositoriesStayInTheirPackage() {
        classes().that(ENTITIES).should().bePackagePrivate().check(CLASSES);
    }

    @Test
    void viewsAndControllersStayInTheirPackage() {
        classes()
                .that(FACES)
                .and()
                .areTopLevelClasses()
                .and(not(describe(
                        "are shared pieces",
                        type -> type.getPackageName().equals("cn.mingbai.core.ui")
                                && !type.isAnnotatedWith("com.vaadin.flow.router.Route"))))
                .and(not(describe("are the layout", type -> type.isAnnotatedWith("com.vaadin.flow.router.Layout"))))
                .should()
                .bePackagePrivate()
                .because("only pieces of core.ui are shared between views")
                .check(CLASSES);
    }

    @Test
    void viewsAndControllersTouchNoPersistence() {
        noClasses()
                .that(FACES)
                .should()
                .dependOnClassesThat(ENTITIES.or(PERSISTENCE))
                .check(CLASSES);
    }

    /** The layout asks {@code Access} for the menu, with {@code may}, which guards nothing. */
    @Test
    void viewsAndControllersUseServicesAndNothingThatTrustsItsCaller() {
        noClasses()
                .that(FACES)
                .and(not(describe(
                        "are the layout", type -> topLevel(type).isAnnotatedWith("com.vaadin.flow.router.Layout"))))
                .should()
                .dependOnClassesThat(describe("are beans other than services", ArchitectureTest::isTrustingBean))
                .because("a service checks reach; an @Internal bean trusts its caller")
                .check(CLASSES);
    }

    // Faces may name each other (navigation), and everybody may use Texts, which holds words only.
    private static boolean isTrustingBean(JavaClass type) {
        return type.isAnnotatedWith(Internal.class)
                || (type.isMetaAnnotatedWith("org.springframework.stereotype.Component")
                        && !SERVICES.test(type)
                        && !FACES.test(type)
                        && !isPartOfAFace(type)
                        && !type.getName().equals("cn.mingbai.core.i18n.Texts"));
    }

    // A package-private bean beside its view, for instance what runs a print in the background, if it reads nothing
    // itself.
    private static boolean isPartOfAFace(JavaClass type) {
        return !type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getDirectDependenciesFromSelf().stream()
                        .map(dependency -> dependency.getTargetClass())
                        .noneMatch(used ->
                                used.isAnnotatedWith(Internal.class) || ENTITIES.test(used) || PERSISTENCE.test(used));
    }

    @Test
    void transactionsBeginInServices() {
        members()
                .that(describe(
                        "open a transaction",
                        (JavaMember member) -> member.isAnnotatedWith(
                                        "org.springframework.transaction.annotation.Transactional")
                                || member.getOwner()
                                        .isAnnotatedWith("org.springframework.transaction.annotation.Transactional")))
                .should()
                .beDeclaredInClassesThat(
                        SERVICES.or(describe("are internal", type -> type.isAnnotatedWith(Internal.class))))
                .check(CLASSES);
    }

    @Test
    void servicesAreNotInternal() {
        noClasses().that(SERVICES).should().beAnnotatedWith(Internal.class).check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() {
        var unmarked = new TreeSet<String>();
        for (var type : CLASSES) {
            if (!type.getSimpleName().equals("package-info")
                    && !type.getPackage().isAnnotatedWith(NullMarked.class)) {
                unmarked.add(type.getPackageName());
            }
        }
        assertThat(unmarked)
                .as("packages without a @NullMarked package-info.java")
                .isEmpty();
    }

    @Test
    void timeComesFromTheClockBean() {
        noClasses()
                .that(not(resideInAPackage("cn.mingbai.core.time")))
                .should()
                .callMethodWhere(describe("reads the machine's clock", ArchitectureTest::readsTheMachinesClock))
                .because("tests and demos set the clock, and days are those of Asia/Shanghai")
                .check(CLASSES);
    }

    private static boolean readsTheMachinesClock(JavaCall<?> call) {
        var owner = call.getTargetOwner();
        var name = call.getName();
        return (owner.getPackageName().equals("java.time")
                        && name.equals("now")
                        && call.getTarget().getRawParameterTypes().stream()
                                .noneMatch(type -> type.isEquivalentTo(Clock.class)))
                || (owner.isEquivalentTo(Clock.class) && name.startsWith("system"))
                || (owner.isEquivalentTo(System.class) && name.equals("currentTimeMillis"));
    }

    @Test
    void onlyTheDemoSetsAThreadsClockBack() {
        noClasses()
                .that()
                .resideOutsideOfPackages("cn.mingbai.district.demo", "cn.mingbai.core.time")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(cn.mingbai.core.time.ThreadClock.class)
                .check(CLASSES);
    }

    @Test
    void nobodyUsesTheOldDates() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Date")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Calendar")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.text.SimpleDateFormat")
                .check(CLASSES);
    }

    @Test
    void onlyTheStartSpeaksToTheTerminal() {
        noClasses()
                .that(not(resideInAPackage("cn.mingbai.core.start")))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .because("everything else belongs into the log; see cn.mingbai.core.start.Terminal")
                .check(CLASSES);
    }

    @Test
    void filesLeaveThroughOnePlaceAndNothingIsFetched() {
        noClasses()
                .that()
                .haveNameNotMatching("cn\\.mingbai\\.core\\.spreadsheet\\.SheetWriter.*")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "org\\.dhatim\\.fastexcel\\.(?:Workbook|Worksheet)|org\\.apache\\.commons\\.csv\\.CSVPrinter")
                .because("one place knows what a spreadsheet takes for a formula")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage("cn.mingbai.print..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.openpdf..")
                .because("one module writes PDF files")
                .check(CLASSES);
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "org\\.openpdf\\.text\\.pdf\\.(?:PdfAction|PdfAnnotation|PdfFileSpecification)|org\\.openpdf\\.text\\.Anchor|org\\.openpdf\\.text\\.html\\..*")
                .because("a printed file runs and calls nothing")
                .check(CLASSES);
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.net\\.(?:URL|URLConnection|HttpURLConnection)|java\\.net\\.http\\..*|org\\.springframework\\.web\\.client\\..*")
                .because("nothing is fetched because of what somebody wrote")
                .check(CLASSES);
    }
}
