package dev.socle;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.or;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import java.io.Externalizable;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.Serializable;
import java.io.StringWriter;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Holds the layers apart: which package may use which, and what no package may do. */
class ArchitectureTest {

    private static final DescribedPredicate<JavaClass> EVERYWHERE = in("java..", "javax..", "org.jspecify.annotations");
    private static final DescribedPredicate<JavaClass> LOG = in("org.slf4j");
    private static final DescribedPredicate<JavaClass> REACTOR =
            in("reactor.core..", "reactor.util..", "org.reactivestreams");
    private static final DescribedPredicate<JavaClass> REACTOR_NETTY = in("reactor.netty..");
    private static final DescribedPredicate<JavaClass> NETTY = in("io.netty..");
    private static final DescribedPredicate<JavaClass> NETTY_BUFFER =
            in("io.netty.buffer", "io.netty.util", "io.netty.util.collection", "io.netty.util.concurrent");
    private static final DescribedPredicate<JavaClass> BLOCK_HOUND = in("reactor.blockhound..");
    private static final DescribedPredicate<JavaClass> JACKSON =
            in("tools.jackson..", "com.fasterxml.jackson.annotation");
    private static final DescribedPredicate<JavaClass> PICOCLI = in("picocli..");
    private static final DescribedPredicate<JavaClass> HDR_HISTOGRAM = in("org.HdrHistogram");

    private static final DescribedPredicate<JavaClass> ADDRESS = belongTo(name("dev.socle.transport.Address"));
    private static final DescribedPredicate<JavaClass> TRANSPORT = in("dev.socle.transport");
    private static final DescribedPredicate<JavaClass> FRAME = in("dev.socle.messaging.frame");
    private static final DescribedPredicate<JavaClass> CODEC = in("dev.socle.messaging.codec");
    private static final DescribedPredicate<JavaClass> SESSION = in("dev.socle.messaging.session");
    private static final DescribedPredicate<JavaClass> SERVICE = in("dev.socle.messaging.service");
    private static final DescribedPredicate<JavaClass> NAMES = in("dev.socle.names");
    private static final DescribedPredicate<JavaClass> ALL_LAYERS =
            in("dev.socle.transport..", "dev.socle.messaging..", "dev.socle.names..");

    /** What a package may use: itself, what its row names, and what is allowed everywhere. */
    private static final List<Row> TABLE = List.of(
            row("dev.socle.transport", REACTOR, NETTY_BUFFER, LOG),
            row("dev.socle.transport.*", TRANSPORT, REACTOR, REACTOR_NETTY, NETTY, BLOCK_HOUND, LOG),
            row("dev.socle.messaging.frame", NETTY_BUFFER),
            row("dev.socle.messaging.frame.raw", NETTY_BUFFER),
            row("dev.socle.messaging.codec", NETTY_BUFFER, JACKSON),
            row("dev.socle.messaging.session", CODEC, FRAME, TRANSPORT, REACTOR, NETTY_BUFFER, LOG),
            row("dev.socle.messaging.service", CODEC, SESSION, REACTOR, NETTY_BUFFER, LOG),
            row("dev.socle.messaging.oncrpc", CODEC, SERVICE, TRANSPORT, REACTOR, NETTY_BUFFER, LOG),
            row("dev.socle.messaging.datagram", CODEC, SESSION, SERVICE, TRANSPORT, REACTOR, NETTY_BUFFER, LOG),
            row("dev.socle.names", SERVICE, SESSION, CODEC, ADDRESS, REACTOR, LOG),
            row("dev.socle.names.server", NAMES, SERVICE, SESSION, CODEC, ADDRESS, REACTOR, LOG),
            // That the next two use public types only is the compiler's to hold.
            row("dev.socle.cli..", ALL_LAYERS, PICOCLI, HDR_HISTOGRAM, JACKSON, REACTOR, NETTY_BUFFER, LOG),
            row("dev.socle.examples..", ALL_LAYERS, REACTOR, NETTY_BUFFER, LOG),
            row("dev.socle.benchmarks..", DescribedPredicate.alwaysTrue()));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar") && !location.contains("/jmh_generated/"))
            .importPackages("dev.socle");

    @ParameterizedTest
    @FieldSource("TABLE")
    void packageUsesOnlyWhatItsRowNames(Row row) {
        classes()
                .that(in(row.packages))
                .should()
                .onlyDependOnClassesThat(row.used)
                .allowEmptyShould(true) // a row may stand before its package has a class
                .check(CLASSES);
    }

    @Test
    void everyPackageHasARow() {
        String[] packages = TABLE.stream().map(Row::packages).toArray(String[]::new);
        classes().should().resideInAnyPackage(packages).check(CLASSES);
    }

    @Test
    void everyModuleIsSeen() {
        assertThat(CLASSES.stream().map(JavaClass::getPackageName))
                .contains("dev.socle.transport", "dev.socle.messaging.codec", "dev.socle.names")
                .contains("dev.socle.cli", "dev.socle.examples", "dev.socle.benchmarks");
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("dev.socle.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void reactorNettyStaysInTheTransports() {
        noClasses()
                .that(DescribedPredicate.not(in("dev.socle.transport.*", "dev.socle.benchmarks..")))
                .should()
                .dependOnClassesThat(REACTOR_NETTY)
                .check(CLASSES);
    }

    @Test
    void onlyOneClassKnowsBlockHound() {
        noClasses() // users run without it
                .that(DescribedPredicate.not(belongTo(name("dev.socle.transport.channel.AllowedWaits"))))
                .should()
                .dependOnClassesThat(BLOCK_HOUND)
                .check(CLASSES);
    }

    @Test
    void nothingIsSerializedByJava() {
        DescribedPredicate<JavaClass> streams = or(
                belongTo(name(ObjectInputStream.class.getName())),
                belongTo(name(ObjectOutputStream.class.getName())),
                belongTo(name(Externalizable.class.getName())));
        noClasses().should().dependOnClassesThat(streams).check(CLASSES);
        // Enums and exceptions are serializable by birth; no class says of itself that it is.
        noClasses()
                .should(be(
                        "declared serializable",
                        type -> type.getRawInterfaces().stream()
                                .anyMatch(declared -> declared.isEquivalentTo(Serializable.class))))
                .check(CLASSES);
    }

    @Test
    void decisionsAskNoWallClock() {
        noClasses()
                .that(DescribedPredicate.not(in("dev.socle.cli..", "dev.socle.examples..", "dev.socle.benchmarks..")))
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .because("it jumps: deadlines and leases count on System.nanoTime or on a scheduler's time")
                .check(CLASSES);
    }

    @Test
    void namesSayWhatATypeIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Util|Utils|Helper|Manager)")
                .check(CLASSES);
        noClasses()
                .should()
                .haveNameMatching(".*[.$](Abstract|Base|Default)[A-Z].*")
                .check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() {
        classes()
                .should(be("in a @NullMarked package", type -> type.getPackage().isAnnotatedWith(NullMarked.class)))
                .check(CLASSES);
    }

    @Test
    void sessionsHaveOneThreadAndNoLocks() {
        DescribedPredicate<JavaClass> session = in("dev.socle.messaging.session..");
        noClasses()
                .that(session)
                .should()
                .dependOnClassesThat(in("java.util.concurrent.locks"))
                .allowEmptyShould(true)
                .check(CLASSES);
        noMethods()
                .that()
                .areDeclaredInClassesThat(session)
                .should()
                .haveModifier(JavaModifier.SYNCHRONIZED)
                .allowEmptyShould(true)
                .check(CLASSES);
        assertThat(bytecode(CLASSES.that(session))).doesNotContain("monitorenter"); // synchronized blocks
    }

    private static String bytecode(JavaClasses classes) {
        StringWriter out = new StringWriter();
        Stream<String> files = classes.stream()
                .map(type -> type.getSource().orElseThrow().getUri().toString());
        ToolProvider.findFirst("javap")
                .orElseThrow()
                .run(
                        new PrintWriter(out),
                        new PrintWriter(out),
                        Stream.concat(Stream.of("-c", "-p"), files).toArray(String[]::new));
        return out.toString();
    }

    private static DescribedPredicate<JavaClass> in(String... packages) {
        return resideInAnyPackage(packages);
    }

    private static ArchCondition<JavaClass> be(String what, java.util.function.Predicate<JavaClass> holds) {
        return ArchCondition.from(describe("be " + what, holds));
    }

    @SafeVarargs
    private static Row row(String packages, DescribedPredicate<JavaClass>... used) {
        DescribedPredicate<JavaClass> all = in(packages).or(EVERYWHERE);
        for (DescribedPredicate<JavaClass> one : used) {
            all = all.or(one);
        }
        return new Row(packages, all);
    }

    private record Row(String packages, DescribedPredicate<JavaClass> used) {
        @Override
        public String toString() {
            return packages;
        }
    }
}
