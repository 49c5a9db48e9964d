package dev.socle.messaging.oncrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socle.transport.Address;
import dev.socle.transport.BufferLeaks;
import dev.socle.transport.ConnectionException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;

/** A port mapper that speaks version 2 only, and keeps what it has been told. */
@ExtendWith(BufferLeaks.class)
final class OldPortMapperTest {

    private final Map<Long, PortMapper.Mapping> byProtocol = new ConcurrentHashMap<>();

    private final OncRpcListener mapper = OncRpcServer.builder(OncRpcOptions.defaults())
            .add(PortMapper.class, new Memory())
            .build()
            .listen(Address.parse("tcp://127.0.0.1:0"))
            .block(DeskServer.PATIENCE);

    @AfterEach
    void close() {
        mapper.close().block(DeskServer.PATIENCE);
    }

    @Test
    void programIsThereUntilItsListenerCloses() {
        Rpcbind rpcbind = Rpcbind.at(mapper.address(), OncRpcOptions.defaults());
        try (DeskServer server = new DeskServer("tcp://127.0.0.1:0")) {
            server.listener().register(rpcbind).block(DeskServer.PATIENCE);

            int port = server.address().port();
            assertThat(byProtocol).containsExactly(Map.entry(6L, new PortMapper.Mapping(0x20000099L, 1, 6, port)));
            assertThat(rpcbind.port(Desk.class, "tcp").block(DeskServer.PATIENCE))
                    .isEqualTo(port);
            assertThat(rpcbind.port(Desk.class, "udp").block(DeskServer.PATIENCE))
                    .isNull();
        }
        assertThat(byProtocol).isEmpty();
    }

    @Test
    void refusalIsAnErrorThatSaysWhatToDo() {
        byProtocol.put(17L, new PortMapper.Mapping(0, 0, 17, 1)); // is not taken away
        try (DeskServer server = new DeskServer("udp://127.0.0.1:0")) {
            Rpcbind rpcbind = Rpcbind.at(mapper.address(), OncRpcOptions.defaults());
            assertThatThrownBy(() -> server.listener().register(rpcbind).block(DeskServer.PATIENCE))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("The port mapper at " + mapper.address() + " refuses program 536871065 version 1 at "
                            + server.address() + ": is it of another user?");
        }
    }

    @Test
    void listenerClosesWhenItsPortMapperIsGone() {
        DeskServer server = new DeskServer("tcp://127.0.0.1:0");
        server.listener()
                .register(Rpcbind.at(mapper.address(), OncRpcOptions.defaults()))
                .block(DeskServer.PATIENCE);
        mapper.close().block(DeskServer.PATIENCE);
        server.close();

        assertThatThrownBy(() -> DeskServer.connect(server.address(), DeskServer.OPTIONS))
                .isInstanceOfSatisfying(
                        ConnectionException.class,
                        e -> assertThat(e.reason()).isEqualTo(ConnectionException.Reason.REFUSED));
    }

    /** Has one place for each protocol, and gives it back to its own program only. */
    private final class Memory implements PortMapper {

        @Override
        public Mono<Boolean> set(Mapping mapping) {
            return Mono.fromCallable(() -> byProtocol.putIfAbsent(mapping.protocol(), mapping) == null);
        }

        @Override
        public Mono<Boolean> unset(Mapping mapping) {
            return Mono.fromCallable(() -> byProtocol.values().removeIf(each -> each.program() == mapping.program()));
        }

        @Override
        public Mono<Long> port(Mapping mapping) {
            PortMapper.Mapping known = byProtocol.get(mapping.protocol());
            return Mono.just(known == null ? 0 : known.port());
        }
    }
}
