package dev.socle.messaging.oncrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socle.messaging.codec.CodecLimits;
import dev.socle.messaging.codec.XdrCodec;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class ProgramParserTest {

    private final XdrCodec codec = XdrCodec.of(CodecLimits.defaults());

    @Test
    void proceduresHaveTheirNumbers() {
        assertThat(ProgramParser.parse(Desk.class, codec))
                .extracting(Procedure::number)
                .containsExactlyInAnyOrder(1, 2, 3, 4, 5);
        assertThat(ProgramParser.parse(Desk.class, codec).get(0))
                .hasToString("Desk.add (program 536871065 version 1, procedure 1)");
    }

    @Test
    void everyFaultIsToldAtOnce() {
        assertThatThrownBy(() -> ProgramParser.parse(Faulty.class, codec))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(String.join(
                        "\n",
                        Faulty.class.getName() + " has no @RpcProgram: its number and version are not known",
                        "number 1 of Faulty.again for method Faulty.first",
                        "result: types Map<String, String> cannot be carried by XDR: Map<String, String>: Map is nothing"
                                + " in XDR (expected: a List of records with a key and a value) for method Faulty.map",
                        "number 0, which does nothing in every program (expected: 1 or more) for method Faulty.nothing",
                        "arguments: types short cannot be carried by XDR: short: short is shorter than anything in XDR"
                                + " (expected: int, which C sends for it) for method Faulty.shorter",
                        "a stream of messages, which ONC RPC does not have (expected: Mono) for method Faulty.stream",
                        "no @RpcProcedure for method Faulty.unnumbered"));
    }

    @Test
    void programIsAddedOnce() {
        assertThatThrownBy(() -> OncRpcServer.builder(OncRpcOptions.defaults())
                        .add(Desk.class, new BusyDesk())
                        .add(Desk.class, new BusyDesk())
                        .build())
                .hasMessage(Desk.class.getName() + " is program 536871065 version 1, which was added before");
    }

    interface Faulty {
        @RpcProcedure(1)
        Mono<Integer> again();

        @RpcProcedure(1)
        Mono<Integer> first();

        @RpcProcedure(2)
        Mono<Map<String, String>> map();

        @RpcProcedure(0)
        Mono<Integer> nothing();

        @RpcProcedure(3)
        Mono<Integer> shorter(short number);

        @RpcProcedure(4)
        Flux<Integer> stream();

        Mono<Integer> unnumbered();
    }
}
