package dev.socle.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamesTest {

    private static final String ADA = "{\"name\":\"Ada\"}";

    private Running nameServer;
    private String names;

    @BeforeEach
    void serve() throws Exception {
        nameServer = Running.socle("names", "serve", "--listen", "tcp://127.0.0.1:0");
        names = nameServer.address();
    }

    @AfterEach
    void stop() {
        nameServer.close();
    }

    @Test
    void aServiceIsCalledByItsName() throws Exception {
        try (Running server = Running.socle("serve", "tcp://127.0.0.1:0", "--names", names)) {
            String address = server.address();
            assertThat(server.line()).isEqualTo("registered as greeter at " + names);

            assertThat(Ran.socle("call", "--names", names, "name://greeter", "greeter.greet", ADA))
                    .isEqualTo(new Ran(0, "{\"text\":\"Hello, Ada!\"}\n", ""));
            assertThat(Ran.withEnv(Map.of("SOCLE_NAMES", names), "inspect", "name://greeter")
                            .out())
                    .contains("greeter.greet");
            assertThat(ask("names", "resolve", "greeter").out()).contains(address);
            assertThat(ask("names", "ls").out()).containsPattern("greeter +1 +live");
            Ran explained = ask("names", "explain", "greeter");
            assertThat(explained.exitCode()).isZero();
            assertThat(explained.out()).contains("from $SOCLE_NAMES", "1 instance, live", "connect to 127.0.0.1-");

            server.stop();
            assertThat(server.exitCode()).isZero();
            assertThat(ask("names", "resolve", "greeter").exitCode()).isEqualTo(ExitCode.NOT_FOUND);
        }
    }

    @Test
    void anUnknownNameIsNotFoundAtOnce() {
        Ran ran = ask("call", "name://nobody", "greeter.greet", ADA);

        assertThat(ran.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(ran.err())
                .contains("\"nobody\"", names, "socle serve --name nobody")
                .hasLineCount(1);
        assertThat(ask("names", "resolve", "nobody").exitCode()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(ask("names", "explain", "nobody").out()).contains("FAIL", "resolve nobody");
    }

    @Test
    void anInstanceThatIsNotThereCannotBeReached() throws Exception {
        String nobody = "tcp://127.0.0.1:" + UnreachableTest.freePort();
        try (Running held = Running.socle("names", "register", "--names", names, "greeter", nobody)) {
            held.line();

            Ran ran = ask("call", "--timeout", "500ms", "name://greeter", "greeter.greet", ADA);

            assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(ran.err()).contains(nobody);
            Ran explained = ask("names", "explain", "greeter");
            assertThat(explained.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(explained.out()).contains("FAIL", nobody);
        }
    }

    @Test
    void aRegistrationIsHeldUntilItIsStopped() throws Exception {
        try (Running watch = Running.socle("names", "watch", "--take", "3", "--names", names, "things/one")) {
            assertThat(watch.line()).startsWith("things/one: 0 instances, live, version ");
            try (Running held = Running.socle(
                    "names",
                    "register",
                    "--names",
                    names,
                    "things/one",
                    "tcp://10.0.0.1:7000",
                    "--tag",
                    "zone=a",
                    "--tag",
                    "version=2",
                    "--ttl",
                    "30s")) {
                assertThat(held.line()).startsWith("registered as things/one at " + names + ", instance 10.0.0.1-7000");

                assertThat(ask("names", "resolve", "things/one").out())
                        .containsPattern("10.0.0.1-7000 +tcp://10.0.0.1:7000 +1 +version=2 zone=a");
                assertThat(ask("names", "resolve", "--json", "things/one").out())
                        .hasLineCount(1)
                        .contains("\"address\":\"tcp://10.0.0.1:7000\"", "\"zone\":\"a\"");
                assertThat(watch.line()).startsWith("things/one: 1 instance, live, version ");
                assertThat(watch.line()).isEqualTo("  10.0.0.1-7000  tcp://10.0.0.1:7000");

                held.stop();
                assertThat(held.exitCode()).isZero();
                assertThat(watch.line()).contains("things/one: 0 instances");
                assertThat(watch.exitCode()).isZero();
                assertThat(ask("names", "ls", "--json").out()).isEmpty();
            }
        }
    }

    @Test
    void deregisteringTakesAnInstanceOut() throws Exception {
        try (Running one = Running.socle("names", "register", "--names", names, "a", "tcp://10.0.0.1:1");
                Running other = Running.socle("names", "register", "--names", names, "a", "tcp://10.0.0.2:1")) {
            one.line();
            other.line();

            Ran unclear = ask("names", "deregister", "a");
            assertThat(unclear.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(unclear.err()).contains("10.0.0.1-1, 10.0.0.2-1");
            assertThat(ask("names", "deregister", "a", "x").exitCode()).isEqualTo(ExitCode.NOT_FOUND);

            assertThat(ask("names", "deregister", "a", "tcp://10.0.0.1:1").out())
                    .isEqualTo("deregistered 10.0.0.1-1 of a\n");
            assertThat(ask("names", "resolve", "a").out())
                    .doesNotContain("10.0.0.1")
                    .contains("10.0.0.2");
        }
    }

    @Test
    void aTimeToLiveOutsideTheLimitsIsRefused() {
        Ran ran = ask("names", "register", "--ttl", "1s", "a", "tcp://10.0.0.1:1");

        assertThat(ran.exitCode()).isEqualTo(ExitCode.REMOTE_ERROR);
        assertThat(ran.err()).contains("INVALID").hasLineCount(1);
    }

    @Test
    void dataOutlivesTheNameServer(@TempDir Path data) throws Exception {
        String kept;
        try (Running first =
                Running.socle("names", "serve", "--listen", "tcp://127.0.0.1:0", "--data", data.toString())) {
            String line = first.line();
            assertThat(line).endsWith("(data in " + data + ")");
            kept = line.split(" ", -1)[2];
            Running held = Running.socle("names", "register", "--names", kept, "a", "tcp://10.0.0.1:1");
            held.line();

            Ran second = Ran.socle("names", "serve", "--listen", "tcp://127.0.0.1:0", "--data", data.toString());
            assertThat(second.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(second.err()).contains(data.toString()).hasLineCount(1);
            first.stop();
            assertThat(first.exitCode()).isZero();
            held.close();
        }
        try (Running again = Running.socle("names", "serve", "--listen", kept, "--data", data.toString())) {
            again.line();
            await().untilAsserted(() -> assertThat(
                            Ran.socle("names", "resolve", "--names", kept, "a").out())
                    .contains("tcp://10.0.0.1:1"));
        }
    }

    @Test
    void withoutDataItSaysThatItIsVolatile() throws Exception {
        try (Running server = Running.socle("names", "serve", "--listen", "tcp://127.0.0.1:0")) {
            assertThat(server.line())
                    .startsWith("listening on tcp://127.0.0.1:")
                    .contains("(volatile: ");
        }
    }

    private Ran ask(String... args) {
        return Ran.withEnv(Map.of("SOCLE_NAMES", names), args);
    }
}
