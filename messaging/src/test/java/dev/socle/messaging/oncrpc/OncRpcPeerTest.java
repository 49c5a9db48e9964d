package dev.socle.messaging.oncrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socle.messaging.oncrpc.Desk.Found;
import dev.socle.messaging.oncrpc.Desk.Item;
import dev.socle.messaging.oncrpc.Desk.Missing;
import dev.socle.messaging.oncrpc.OncRpcException.Status;
import dev.socle.transport.Address;
import dev.socle.transport.BufferLeaks;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Calls to and from programs in C that rpcgen and libtirpc made. */
@ExtendWith(BufferLeaks.class)
final class OncRpcPeerTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"tcp,300000", "udp,5000"})
    void clientInCCallsThisServer(String transport, int echoed) throws Exception {
        Path client = CProgram.build(folder, "desk", "desk_client", "-c", "-l");
        try (DeskServer server = new DeskServer(transport + "://127.0.0.1:0")) {
            List<String> lines = CProgram.run(
                    folder,
                    client.toString(),
                    transport,
                    Integer.toString(server.address().port()));

            assertThat(lines)
                    .containsExactly(
                            "add: 42",
                            "find: 1 bolt 4000000000",
                            "find nothing: 0",
                            "echo: " + echoed + " 0",
                            "rename: 1",
                            "who: nobody",
                            "who: workbench 1001 1002 2",
                            // The numbers are those of clnt_stat.
                            "null: 0",
                            "other program: 8",
                            "other version: 9 1-1",
                            "other procedure: 10",
                            "no arguments: 11");
        }
    }

    @ParameterizedTest
    @CsvSource({"tcp", "udp"})
    void clientInCIsRefused(String transport) throws Exception {
        Path client = CProgram.build(folder, "desk", "desk_client", "-c", "-l");
        CallerCheck nobody = caller -> AuthStatus.TOO_WEAK;
        try (DeskServer server = new DeskServer(transport + "://127.0.0.1:0", DeskServer.OPTIONS, nobody)) {
            List<String> lines = CProgram.run(
                    folder,
                    client.toString(),
                    transport,
                    Integer.toString(server.address().port()),
                    "null");

            assertThat(lines).containsExactly("null: 7 5");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "udp"})
    void thisClientCallsAServerInC(String transport) throws Exception {
        Path server = CProgram.build(folder, "desk", "desk_server", "-c", "-m");
        Process process = new ProcessBuilder(server.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            String[] ports = out.readLine().split(" ", -1);
            int port = Integer.parseInt(ports[transport.equals("tcp") ? 0 : 1]);
            call(Address.of(transport, "127.0.0.1", port), transport.equals("tcp") ? 300_000 : 5_000);
        } finally {
            process.destroyForcibly();
        }
    }

    private static void call(Address address, int echoed) {
        OncRpcClient client = DeskServer.connect(
                address,
                DeskServer.OPTIONS.withCredential(new RpcCredential.Sys(1, "workbench", 1001, 1002, List.of(7L, 8L))));
        Desk desk = client.of(Desk.class);

        assertThat(desk.add(40, 2).block()).isEqualTo(42);
        assertThat(desk.find("bolt").block()).isEqualTo(new Found(new Item("bolt", 4_000_000_000L)));
        assertThat(desk.find("nothing").block()).isEqualTo(new Missing());
        assertThat(desk.echo(new byte[echoed]).block()).isEqualTo(new byte[echoed]);
        assertThat(desk.who().block()).isEqualTo("workbench 1001 1002 2");
        assertThat(desk.rename(new Item("nut", 1)).block()).isNull();
        assertThatThrownBy(() -> desk.rename(new Item("nut", 13)).block())
                .isInstanceOfSatisfying(
                        OncRpcException.class, e -> assertThat(e.authStatus()).isEqualTo(AuthStatus.TOO_WEAK));
        assertStatus(Status.SYSTEM_ERR, () -> desk.rename(new Item("nut", 14)).block());
        assertStatus(
                Status.PROG_UNAVAIL,
                () -> client.of(OncRpcContract.OtherProgram.class).add(1, 2).block());
        assertStatus(
                Status.PROG_MISMATCH,
                () -> client.of(OncRpcContract.OtherVersion.class).add(1, 2).block());
        assertStatus(
                Status.PROC_UNAVAIL,
                () -> client.of(OncRpcContract.OtherProcedure.class).add(1, 2).block());
        assertStatus(
                Status.GARBAGE_ARGS,
                () -> client.of(OtherArguments.class).find(-1).block());
        client.close().block(DeskServer.PATIENCE);
    }

    private static void assertStatus(Status status, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        OncRpcException.class, e -> assertThat(e.status()).isEqualTo(status));
    }

    /** Minus one is a text of four billion bytes. */
    @RpcProgram(number = 0x20000099, version = 1)
    interface OtherArguments {
        @RpcProcedure(2)
        Mono<Integer> find(int length);
    }
}
