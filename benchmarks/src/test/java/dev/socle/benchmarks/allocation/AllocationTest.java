package dev.socle.benchmarks.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * No call allocates more than it did: bytes are counted, so that it tells the same on a busy machine. The process that counts
 * has the quick compiler only, which removes no allocation: its figures are above those of a warm process, but always the
 * same.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the figures are those of epoll")
@EnabledForJreRange(max = JRE.JAVA_17, disabledReason = "the bytes of Java's own classes are those of Java 17")
class AllocationTest {

    private static final List<String> FLAGS = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-Dsocle.loops=2",
            "-Dsocle.transport=epoll",
            "-Dio.netty.leakDetection.level=disabled");

    private static final int PATIENCE_SECONDS = 120;
    private static final Map<Call, double[]> MEASURED = new EnumMap<>(Call.class);

    @BeforeAll
    static void measure(@TempDir Path directory) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), AllocationProbe.class.getName()));
        Path out = directory.resolve("out");
        Process probe = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            boolean hasEnded = probe.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            String said = Files.readString(out, StandardCharsets.UTF_8);
            assertThat(hasEnded).as("has ended, having said: %s", said).isTrue();
            assertThat(probe.exitValue()).as("exit code, having said: %s", said).isZero();
            said.lines().map(line -> line.split(" ", -1)).forEach(AllocationTest::keep);
        } finally {
            probe.destroyForcibly();
        }
    }

    @ParameterizedTest
    @EnumSource
    void callAllocatesNoMoreThanItsBound(Call call) {
        double[] bytes = MEASURED.get(call);
        assertThat(bytes).as("figures of %s", call).isNotNull();
        check(call, "client", bytes[0], call.clientBytesMax());
        check(call, "server", bytes[1], call.serverBytesMax());
    }

    private static void check(Call call, String side, double measured, int allowed) {
        assertThat(measured)
                .withFailMessage(
                        "%s, %s: %.1f bytes a call (allowed: %d): find the new allocation, or raise the bound in %s and"
                                + " say why",
                        call, side, measured, allowed, Call.class.getName())
                .isLessThanOrEqualTo(allowed);
    }

    private static void keep(String[] words) {
        MEASURED.put(Call.valueOf(words[0]), new double[] {Double.parseDouble(words[1]), Double.parseDouble(words[2])});
    }
}
