package dev.socle.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The command over datagrams. */
@Timeout(120)
class DatagramTest {

    private static final String ADA = "{\"name\":\"Ada\"}";

    @Test
    void callAndSendWorkAsOverConnections() throws Exception {
        try (Running server = Running.socle("serve", "udp://127.0.0.1:0")) {
            String target = server.address();
            assertThat(target).startsWith("udp://127.0.0.1:");

            assertThat(Ran.socle("call", target, "greeter.greet", ADA))
                    .isEqualTo(new Ran(0, "{\"text\":\"Hello, Ada!\"}\n", ""));
            assertThat(Ran.socle("send", target, "greeter.note", ADA)).isEqualTo(new Ran(0, "", ""));
            await().untilAsserted(() ->
                    assertThat(Ran.socle("call", target, "greeter.notes").out()).isEqualTo("{\"count\":1}\n"));
            Ran missing = Ran.socle("call", target, "greeter.gret", ADA);
            assertThat(missing.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
            assertThat(missing.err()).contains("greeter.greet");
        }
    }

    @Test
    void oneServerListensAtConnectionsAndDatagrams() throws Exception {
        try (Running server = Running.socle("serve", "udp://127.0.0.1:0", "tcp://127.0.0.1:0")) {
            String stream = server.address();
            String datagrams = server.address();

            assertThat(Ran.socle("send", datagrams, "greeter.note", ADA).exitCode())
                    .isZero();
            await().untilAsserted(() ->
                    assertThat(Ran.socle("call", stream, "greeter.notes").out()).isEqualTo("{\"count\":1}\n"));
            assertThat(stream).startsWith("tcp:");
        }
    }

    @Test
    void whatNeedsAConnectionIsAUsageError() {
        for (String command : new String[] {"stream", "channel"}) {
            Ran refused = Ran.withInput(ADA, command, "udp://127.0.0.1:9", "greeter.greetMany");
            assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(refused.err())
                    .contains("carries no streams and no channels")
                    .contains("tcp://");
        }
        Ran tooLong = Ran.socle("call", "--timeout", "1m", "udp://127.0.0.1:9", "greeter.greet", ADA);
        assertThat(tooLong.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(tooLong.err()).contains("--timeout 1m is too long");
        Ran named = Ran.socle("serve", "udp://127.0.0.1:0", "--name", "greeter");
        assertThat(named.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(named.err()).contains("cannot be registered: a name leads to connections");
    }

    @Test
    void descriptionThatFitsNoDatagramIsToBeAskedForOverAConnection() throws Exception {
        try (Running server = Running.socle("serve", "tcp://127.0.0.1:0", "udp://127.0.0.1:0")) {
            String stream = server.address();
            String target = server.address();

            Ran ran = Ran.socle("inspect", target);

            assertThat(ran.exitCode()).isEqualTo(ExitCode.REMOTE_ERROR);
            assertThat(ran.err())
                    .startsWith("socle: what " + target + " offers cannot be told in a datagram: inspect an address of"
                            + " the same server that has connections, such as tcp://")
                    .contains("bytesMax 1200")
                    .hasLineCount(1);
            assertThat(Ran.socle("inspect", stream).out()).contains("greeter.greet");
        }
    }

    @Test
    void nobodyThereIsUnreachable() {
        Ran unreachable = Ran.socle("call", "udp://127.0.0.1:9", "greeter.greet", ADA);

        assertThat(unreachable.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(unreachable.err()).contains("udp://127.0.0.1:9").contains("the port is closed");
    }
}
