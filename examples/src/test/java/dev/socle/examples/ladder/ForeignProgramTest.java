package dev.socle.examples.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.examples.ladder.blocking.BlockingStep;
import dev.socle.examples.ladder.datagram.DatagramStep;
import dev.socle.examples.ladder.frames.FrameStep;
import dev.socle.examples.ladder.lines.LineStep;
import dev.socle.examples.ladder.reactive.ReactiveStep;
import dev.socle.examples.ladder.selector.SelectorStep;
import dev.socle.examples.ladder.step.Greeter;
import dev.socle.examples.ladder.step.GreetingServer;
import dev.socle.examples.ladder.step.Step;
import dev.socle.transport.Address;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The steps with programs that know nothing of Java at the other end. */
class ForeignProgramTest {

    private static final String HOST = "127.0.0.1";

    @TempDir
    Path folder;

    static Stream<Step> streams() {
        return Stream.of(new BlockingStep(), new SelectorStep(), new ReactiveStep(), new FrameStep());
    }

    @ParameterizedTest
    @MethodSource("streams")
    void clientInC(Step step) throws Exception {
        String client = ForeignProgram.compiled(folder, "stream_client", "stream_client.c", "messages.c");
        try (GreetingServer server = step.serve(step.anywhere())) {
            String port = "" + server.address().port();
            assertThat(ForeignProgram.run(List.of(client, "tcp", HOST, port, "Ada"), ""))
                    .isEqualTo("Hello, Ada!\n");
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void serverInC(Step step) throws Exception {
        String program = ForeignProgram.compiled(folder, "stream_server", "stream_server.c", "messages.c");
        try (ForeignProgram server = ForeignProgram.start(List.of(program, "tcp", HOST, "0"))) {
            assertGreets(step, Address.parse("tcp://" + HOST + ":" + server.listeningAt()));
        }
    }

    @Test
    void bothInCOverAUnixSocket() throws Exception {
        String client = ForeignProgram.compiled(folder, "stream_client", "stream_client.c", "messages.c");
        String program = ForeignProgram.compiled(folder, "stream_server", "stream_server.c", "messages.c");
        BlockingStep step = new BlockingStep();
        Path ours = folder.resolve("ours.sock");
        try (GreetingServer server = step.serve(Address.parse("unix://" + ours))) {
            String path = server.address().path();
            assertThat(ForeignProgram.run(List.of(client, "unix", path, "Ada"), ""))
                    .isEqualTo("Hello, Ada!\n");
        }
        Path theirs = folder.resolve("theirs.sock");
        try (ForeignProgram server = ForeignProgram.start(List.of(program, "unix", theirs.toString()))) {
            assertGreets(step, Address.parse("unix://" + server.listeningAt()));
        }
    }

    @Test
    void bothInCOverDatagrams() throws Exception {
        String client = ForeignProgram.compiled(folder, "datagram_client", "datagram_client.c");
        String program = ForeignProgram.compiled(folder, "datagram_server", "datagram_server.c");
        DatagramStep step = new DatagramStep();
        try (GreetingServer server = step.serve(step.anywhere())) {
            String port = "" + server.address().port();
            assertThat(ForeignProgram.run(List.of(client, HOST, port, "Ada"), ""))
                    .isEqualTo("Hello, Ada!\n");
        }
        try (ForeignProgram server = ForeignProgram.start(List.of(program, "0"))) {
            assertGreets(step, Address.parse("udp://" + HOST + ":" + server.listeningAt()));
        }
    }

    @Test
    void bothInPerl() throws Exception {
        List<String> client = new ArrayList<>(ForeignProgram.perl("line_client.pl"));
        LineStep step = new LineStep();
        try (GreetingServer server = step.serve(step.anywhere())) {
            client.addAll(List.of(HOST, "" + server.address().port()));
            assertThat(ForeignProgram.run(client, "Ada\nZoe\n")).isEqualTo("Hello, Ada!\nHello, Zoe!\n");
        }
        List<String> program = new ArrayList<>(ForeignProgram.perl("line_server.pl"));
        program.add("0");
        try (ForeignProgram server = ForeignProgram.start(program)) {
            assertGreets(step, Address.parse("tcp://" + HOST + ":" + server.listeningAt()));
        }
    }

    private static void assertGreets(Step step, Address server) throws Exception {
        try (Greeter greeter = step.connect(server)) {
            assertThat(greeter.greet("Ada")).isEqualTo("Hello, Ada!");
            assertThat(greeter.greet("Zoe")).isEqualTo("Hello, Zoe!");
        }
    }
}
