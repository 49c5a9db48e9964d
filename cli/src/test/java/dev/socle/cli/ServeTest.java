package dev.socle.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.socle.transport.quic.QuicTransport;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeTest {

    private static final String ADA = "{\"name\":\"Ada\"}";

    @Test
    void servesTheSameServicesAtEachAddress() throws Exception {
        try (Running server = Running.socle("serve", "tcp://127.0.0.1:0", "tcp://127.0.0.1:0")) {
            String one = server.address();
            String other = server.address();
            assertThat(one).isNotEqualTo(other);

            assertThat(Ran.socle("send", one, "greeter.note", ADA)).isEqualTo(new Ran(0, "", ""));
            await().untilAsserted(() ->
                    assertThat(Ran.socle("call", other, "greeter.notes").out()).isEqualTo("{\"count\":1}\n"));
            assertThat(Ran.socle("call", other, "greeter.notes", "{}").out()).isEqualTo("{\"count\":1}\n");
        }
    }

    @Test
    void everyTransportGivesTheSameAnswer(@TempDir Path folder) throws Exception {
        assumeTrue(QuicTransport.whyNot() == null, QuicTransport::whyNot);
        TestIdentity identity = TestIdentity.in(folder);
        List<String> addresses = List.of(
                "tcp://127.0.0.1:0",
                "unix://" + folder.resolve("socket"),
                "ws://127.0.0.1:0/services",
                "wss://127.0.0.1:0/services",
                "tls://127.0.0.1:0",
                "quic://127.0.0.1:0",
                "udp://127.0.0.1:0");
        List<String> words = new ArrayList<>(List.of("serve"));
        words.addAll(addresses);
        words.addAll(List.of("--cert", identity.certificate(), "--key", identity.key()));
        try (Running server = Running.socle(words.toArray(String[]::new))) {
            for (String address : addresses) {
                String target = server.address();
                assertThat(target).startsWith(address.replaceAll(":0\\b.*", ":"));
                assertThat(Ran.socle("call", target, "greeter.greet", ADA, "--ca", identity.authority()))
                        .isEqualTo(new Ran(0, "{\"text\":\"Hello, Ada!\"}\n", ""));
            }
        }
    }

    @Test
    void whatIsAskedEndsBeforeTheServerDoes() throws Exception {
        try (Running server = Running.socle("serve", "tcp://127.0.0.1:0")) {
            String target = server.address();
            PipedOutputStream keyboard = new PipedOutputStream();
            try (Running asked = Running.socle(new PipedInputStream(keyboard), "channel", target, "greeter.chat")) {
                chat(keyboard, asked);
                server.stop();
                chat(keyboard, asked);
                keyboard.close();

                assertThat(asked.exitCode()).isZero();
                assertThat(server.exitCode()).isZero();
                assertThat(Ran.socle("call", target, "greeter.notes").exitCode())
                        .isEqualTo(ExitCode.UNREACHABLE);
            }
        }
    }

    private static void chat(OutputStream keyboard, Running asked) throws Exception {
        keyboard.write((ADA + "\n").getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
        assertThat(asked.line()).isEqualTo("{\"text\":\"Hello, Ada!\"}");
    }

    @Test
    void inJsonItSaysWhereItListens() throws Exception {
        try (Running server = Running.socle("serve", "--json", "tcp://127.0.0.1:0")) {
            assertThat(server.line()).matches("\\{\"listening\":\"tcp://127.0.0.1:\\d+\"}");
        }
    }

    @Test
    void inspectShowsRoutesWithWhatGoesInAndOut() throws Exception {
        try (Running server = Running.socle("serve", "tcp://127.0.0.1:0")) {
            String target = server.address();

            Ran table = Ran.socle("inspect", target);
            assertThat(table.exitCode()).isZero();
            assertThat(table.out().lines().map(line -> line.replaceAll(" {2,}", " | ")))
                    .contains(
                            "ROUTE | INTERACTION | REQUEST | RESPONSE",
                            "echo.bytes | request/response | bytes | bytes | idempotent",
                            "greeter.chat | channel | {name: string} | {text: string}",
                            "greeter.greet | request/response | {name: string} | {text: string} | idempotent",
                            "greeter.note | fire-and-forget | {name: string} | -");
            assertThat(table.out()).contains("4194304 bytes a message", "application/json, application/cbor");

            Ran json = Ran.socle("inspect", "--json", target);
            assertThat(json.out()).hasLineCount(1).contains("\"route\":\"greeter.greet\"");
            assertThat(JsonText.fault(json.out().getBytes(StandardCharsets.UTF_8)))
                    .isNull();
        }
    }

    @Test
    void withoutANameServerRegisteringFails() throws Exception {
        String names = "tcp://127.0.0.1:" + UnreachableTest.freePort();

        Ran ran = Ran.withEnv(Map.of("SOCLE_NAMES", names), "serve", "tcp://127.0.0.1:0", "--name", "greeter");

        assertThat(ran.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(ran.err()).contains(names, "\"greeter\" is not registered").hasLineCount(1);
    }
}
