package dev.socle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.epoll.Epoll;
import java.io.BufferedReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What only a process of its own can show: signals, exit codes, and what stands on its standard error. */
@Timeout(120)
class ProcessTest {

    @Test
    void aSignalLetsWhatIsUnderWayEndAndTheExitCodeIsZero() throws Exception {
        Process server = start("serve", "tcp://127.0.0.1:0");
        try (BufferedReader said = server.inputReader(StandardCharsets.UTF_8)) {
            String target = said.readLine().split(" ", -1)[2];
            Process chat = start("channel", target, "greeter.chat");
            try (BufferedReader answers = chat.inputReader(StandardCharsets.UTF_8)) {
                try (OutputStream keyboard = chat.getOutputStream()) {
                    greet(keyboard, answers);
                    server.toHandle().destroy(); // SIGTERM, and the pipes stay open
                    greet(keyboard, answers);
                }
                assertThat(exitCode(chat)).isZero();
            } finally {
                chat.destroyForcibly();
            }
            assertThat(exitCode(server)).isZero();
            assertThat(server.errorReader(StandardCharsets.UTF_8).lines()).isEmpty();
        } finally {
            server.destroyForcibly();
        }
    }

    @Test
    void theDemonstrationShowsWhatItShould() throws Exception {
        Process demo = start("demo");
        try (BufferedReader said = demo.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = said.lines().toList();

            assertThat(exitCode(demo)).as(String.join("\n", lines)).isZero();
            assertThat(lines).last().asString().startsWith("All 10 steps showed what they should");
            assertThat(demo.errorReader(StandardCharsets.UTF_8).lines()).isEmpty();
        } finally {
            demo.destroyForcibly();
        }
    }

    @Test
    void anEngineThatIsNotThereIsRefusedAndNoneTakenInItsPlace() throws Exception {
        String missing = Epoll.isAvailable() ? "kqueue" : "epoll";
        String why = "Cannot run on engine " + missing + ": it is part of ";
        List<String> option = List.of("-Dsocle.transport=" + missing);

        Process doctor = start(option, "doctor");
        assertThat(doctor.inputReader(StandardCharsets.UTF_8).lines())
                .anyMatch(line -> line.startsWith("bad   sockets") && line.contains(why));
        assertThat(exitCode(doctor)).isEqualTo(ExitCode.UNREACHABLE);
        Process server = start(option, "serve", "tcp://127.0.0.1:0");
        assertThat(server.errorReader(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .contains(why);
        assertThat(exitCode(server)).isEqualTo(ExitCode.USAGE);
    }

    private static void greet(OutputStream keyboard, BufferedReader answers) throws Exception {
        keyboard.write("{\"name\":\"Ada\"}\n".getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
        assertThat(answers.readLine()).isEqualTo("{\"text\":\"Hello, Ada!\"}");
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends").isTrue();
        return process.exitValue();
    }

    private static Process start(String... args) throws Exception {
        return start(List.of(), args);
    }

    private static Process start(List<String> jvmOptions, String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(jvmOptions);
        command.add(Main.class.getName());
        command.addAll(List.of(args));
        return new ProcessBuilder(command).start();
    }
}
